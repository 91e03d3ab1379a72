"""What is kept in a folder of compiled code: listed, put there whole or not at all, and never too much of it."""

import os
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from tempfile import mkstemp
from time import time

MOST, MOST_BYTES = 256, 64_000_000
"""Libraries that are kept, and the bytes of all of them; those that were used longest ago go first."""
SEAL = sha256().digest_size
"""Bytes behind a library that say whether it is whole; what loads it does not look at them."""
PART = ".part-"
OLD = 3600.0
"""Seconds after which a file that somebody began to write counts as left behind."""


@dataclass(frozen=True)
class Kept:
    """A library on disk. ``used``: when it was last, in seconds since 1970."""

    path: Path
    bytes: int
    used: float


def kept(folder: Path) -> list[Kept]:
    """The libraries, the one that was used last first. OSError for a folder that cannot be read; none is fine."""
    return sorted((one for one in files_of(folder) if one.path.suffix == ".so"), key=lambda one: -one.used)


def files_of(folder: Path) -> Iterator[Kept]:
    """Libraries, and what was begun. What another process takes away meanwhile is left out."""
    with suppress(FileNotFoundError), os.scandir(folder) as entries:
        for entry in entries:
            with suppress(FileNotFoundError):
                if entry.name.endswith(".so") or entry.name.startswith(PART):
                    found = entry.stat()
                    yield Kept(Path(entry.path), found.st_size, found.st_mtime)


def put(made: Path, place: Path) -> None:
    """``place`` with what was made, sealed; whoever reads it finds all of it or nothing. OSError where it cannot be."""
    content = made.read_bytes()
    place.parent.mkdir(parents=True, exist_ok=True)
    handle, part = mkstemp(dir=place.parent, prefix=PART)
    try:
        with open(handle, "wb") as file:
            file.write(content + sha256(content).digest())
        os.replace(part, place)
    except BaseException:
        Path(part).unlink(missing_ok=True)
        raise


def whole(place: Path) -> bool:
    """Whether it is there as it was put there. A library that was cut off would end the process that loads it."""
    try:
        content = place.read_bytes()
    except OSError:
        return False
    return sha256(content[:-SEAL]).digest() == content[-SEAL:]


def tidy(folder: Path, most: int = MOST, most_bytes: int = MOST_BYTES) -> list[Kept]:
    """Removes what is too much, and what was left behind; these."""
    extra = [one for one in files_of(folder) if one.path.name.startswith(PART) and time() - one.used > OLD]
    size = 0
    for number, one in enumerate(kept(folder)):
        size += one.bytes
        if number >= most or size > most_bytes:
            extra.append(one)
    return removed(extra)


def clear(folder: Path) -> list[Kept]:
    """Removes all of it; what was there. A process that has a library loaded keeps it."""
    return removed([*files_of(folder)])


def removed(files: list[Kept]) -> list[Kept]:
    for one in files:
        one.path.unlink(missing_ok=True)
    return files
