"""Compiled code, loaded: from disk where it was made before, else from the compiler."""

import ctypes
import hashlib
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

from platformdirs import user_cache_path

from clearprop.execute.native.compiler import FLAGS, NotCompiled, compile_to, compiler, version
from clearprop.execute.native.kept import put, tidy, whole

failed: dict[str, str] = {}
"""What this process found out not to work, by digest, and why: it is not tried again."""


def folder() -> Path:
    """Where compiled code is kept; XDG_CACHE_HOME moves it."""
    return user_cache_path("clearprop") / "native"


def loaded(sources: Mapping[str, str], *entries: str) -> ctypes.CDLL:
    """The library made of these files by name, with these functions; compiled where it is not kept.

    NotCompiled where that does not work.
    """
    name = digest(sources)
    place = folder() / f"{name}.so"
    if found := opened(place, entries):
        with suppress(OSError):
            place.touch()
        return found
    if name in failed:
        raise NotCompiled(failed[name])
    try:
        return made(sources, place, entries)
    except NotCompiled as problem:
        failed[name] = str(problem)
        raise
    except OSError as problem:
        raise NotCompiled(f"{problem.filename} cannot be written to ({problem.strerror}).") from None


def made(sources: Mapping[str, str], place: Path, entries: tuple[str, ...]) -> ctypes.CDLL:
    """The library, compiled and kept; where it cannot be kept, as on a disk that is full, it is used all the same."""
    with TemporaryDirectory(prefix="clearprop-", ignore_cleanup_errors=True) as making:
        fresh, by_itself = Path(making, "made.so"), Path(making, "sealed.so")
        compile_to(fresh, sources)
        with suppress(OSError):
            put(fresh, place)
            tidy(place.parent)
        if found := opened(place, entries):
            return found
        put(fresh, by_itself)
        if found := opened(by_itself, entries):
            return found
    with suppress(OSError):
        place.unlink()
    raise NotCompiled(f"{Path(compiler()[0]).name} made a library that cannot be loaded.")


def opened(place: Path, entries: tuple[str, ...]) -> ctypes.CDLL | None:
    """The library, if it is there, whole, and has these functions."""
    if not whole(place):
        return None
    try:
        found = ctypes.CDLL(str(place))
    except OSError:
        return None
    return found if all(hasattr(found, entry) for entry in entries) else None


def digest(sources: Mapping[str, str]) -> str:
    made_of = [*compiler(), version(), *FLAGS, *(part for name in sorted(sources) for part in (name, sources[name]))]
    return hashlib.sha256("\0".join(made_of).encode()).hexdigest()[:40]
