"""The system's C compiler: found, and asked for a library that can be loaded."""

import atexit
import os
import platform
import shlex
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic

FLAGS = (
    "-std=c11", "-O3", "-march=native", "-fPIC", "-shared", "-w",
    "-ffp-contract=fast", "-fno-math-errno", "-fno-trapping-math",
    *["-mprefer-vector-width=512"] * (platform.machine() in ("x86_64", "AMD64")),
)  # fmt: skip
"""Nothing that changes what NaN, infinities and signed noughts do, or the floating-point mode of the process."""
USUAL = ("gcc", "clang", "cc")
PATIENCE = 60.0
"""Seconds after which a compiler is given up, and not asked again."""
given_up: set[tuple[str, ...]] = set()
running: set[subprocess.Popen[bytes]] = set()


class NotCompiled(RuntimeError):
    """Why there is no native code: one sentence."""


@cache
def compiler() -> tuple[str, ...]:
    """The words that begin its command: what CC names, else the usual ones, else that of the package ziglang.

    NotCompiled where there is none.
    """
    named = shlex.split(os.environ.get("CC", ""))
    if named and shutil.which(named[0]):
        return tuple(named)
    for name in USUAL:
        if found := shutil.which(name):
            return (found,)
    if find_spec("ziglang"):
        return (sys.executable, "-m", "ziglang", "cc")
    raise NotCompiled("no C compiler was found (CC, gcc, clang, cc, or the package ziglang).")


@cache
def version() -> str:
    """What the compiler says of itself, and the machine that it compiles for. NotCompiled where it does not answer."""
    with TemporaryDirectory(prefix="clearprop-") as folder:
        _, said = at_once([["--version"]], Path(folder))[0]
    return f"{said}{machine()}"


def machine() -> str:
    """What kind of processor this is."""
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return f"{sys.platform} {os.uname().machine}" if hasattr(os, "uname") else sys.platform
    return "\n".join(dict.fromkeys(line for line in lines if line.startswith(("model name", "flags", "Features"))))


def compile_to(place: Path, sources: Mapping[str, str]) -> None:
    """A library at ``place``, from files by name, which are written beside it. NotCompiled with the first complaint.

    The files are compiled side by side.
    """
    for name, text in sources.items():
        (place.parent / name).write_text(text, encoding="utf-8")
    objects = {name: f"{name}.o" for name in sources}
    succeeded(at_once([[*FLAGS, "-c", "-o", made, name] for name, made in objects.items()], place.parent))
    succeeded(at_once([[*FLAGS, "-o", place.name, *objects.values(), "-lm"]], place.parent))
    if not place.is_file():
        raise NotCompiled(f"{Path(compiler()[0]).name} made nothing.")


def succeeded(endings: Iterable[tuple[int, str]]) -> None:
    """NotCompiled where one did not: with its first line that speaks of an error."""
    for code, said in endings:
        if code:
            ending = f"exit code {code}" if code > 0 else f"it was ended by {signal.Signals(-code).name}"
            complaint = next((line.strip() for line in said.splitlines() if "error" in line), ending)
            raise NotCompiled(f"{Path(compiler()[0]).name} failed: {complaint}.")


def at_once(calls: Sequence[Sequence[str]], folder: Path) -> list[tuple[int, str]]:
    """For each call of the compiler, with these options and all side by side, its exit code and what it said.

    NotCompiled for a compiler that does not run, or that does not come to an end: it is ended with all that it started.
    """
    words = compiler()
    if words in given_up:
        raise NotCompiled(f"{words[0]} did not come to an end before.")
    begun: list[subprocess.Popen[bytes]] = []
    told = [folder / f"told-{number}.txt" for number in range(len(calls))]
    try:
        for options, path in zip(calls, told, strict=True):
            begun.append(started([*words, *options], path))
        until = monotonic() + PATIENCE
        codes = [process.wait(max(until - monotonic(), 0)) for process in begun]
    except OSError as problem:
        raise NotCompiled(f"{words[0]} cannot be run ({problem.strerror}).") from None
    except subprocess.TimeoutExpired:
        given_up.add(words)
        raise NotCompiled(f"{words[0]} did not come to an end in {PATIENCE:.0f} s.") from None
    finally:
        for process in begun:
            end(process)
    return [(code, path.read_text(encoding="utf-8", errors="replace")) for code, path in zip(codes, told, strict=True)]


def started(command: Sequence[str], told: Path) -> subprocess.Popen[bytes]:
    """In the folder of the file that takes what it says: no pipe, which what it starts itself would keep open."""
    with told.open("wb") as out:
        process = subprocess.Popen(
            command, cwd=told.parent, stdin=subprocess.DEVNULL, stdout=out, stderr=out, start_new_session=True
        )
    running.add(process)
    return process


def end(process: subprocess.Popen[bytes]) -> None:
    """Ends a compiler that still runs, and what it started."""
    if process.poll() is None:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL) if hasattr(os, "killpg") else process.kill()
        process.wait()
    running.discard(process)


@atexit.register
def end_all() -> None:
    """No compiler outlives the process that asked for it."""
    for process in [*running]:
        end(process)
