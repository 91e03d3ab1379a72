"""Compiled code on disk: kept by what it was made of, safely under several processes, and never too much of it."""

import hashlib
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from platformdirs import user_cache_path

from clearprop.execute.native.compiler import FLAGS, NotCompiled, compile_to, version

MOST = 256
"""Libraries that are kept; those that were used longest ago go first."""


def folder() -> Path:
    return user_cache_path("clearprop") / "native"


def library(sources: Mapping[str, str]) -> Path:
    """The library made of these files, compiled where it is not there yet. NotCompiled where that does not work."""
    place = folder() / f"{digest(sources)}.so"
    try:
        if place.is_file():
            place.touch()
            return place
        place.parent.mkdir(parents=True, exist_ok=True)
        compile_to(place, sources)
    except OSError as problem:
        raise NotCompiled(f"{place.parent} cannot be written to ({problem.strerror}).") from None
    tidy()
    return place


def digest(sources: Mapping[str, str]) -> str:
    made_of = [version(), *FLAGS, *(part for name in sorted(sources) for part in (name, sources[name]))]
    return hashlib.sha256("\0".join(made_of).encode()).hexdigest()[:40]


def kept() -> list[Path]:
    """The libraries on disk, the one that was used last first."""
    found = []
    for path in folder().glob("*.so"):
        with suppress(OSError):  # another process may have taken it away
            found.append((path.stat().st_mtime, path))
    return [path for _, path in sorted(found, reverse=True)]


def tidy(most: int = MOST) -> int:
    """Removes what is too much; how many went."""
    extra = kept()[most:]
    for path in extra:
        path.unlink(missing_ok=True)
    return len(extra)
