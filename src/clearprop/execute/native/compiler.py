"""The system's C compiler: found, and asked for a library that can be loaded."""

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory

FLAGS = (
    "-std=c11", "-O3", "-march=native", "-fPIC", "-shared", "-w",
    "-ffp-contract=fast", "-fno-math-errno", "-fno-trapping-math",
)  # fmt: skip
"""Nothing that changes what NaN, infinities and signed noughts do, or the floating-point mode of the process."""
USUAL = ("gcc", "clang", "cc")
PATIENCE = 60.0
"""Seconds after which a compiler is given up."""


class NotCompiled(RuntimeError):
    """Why there is no native code: one sentence."""


@cache
def compiler() -> tuple[str, ...]:
    """The words that begin its command: what CC names, else the usual ones, else that of the package ziglang.

    NotCompiled where there is none.
    """
    named = os.environ.get("CC", "").split()
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
    """What the compiler says of itself, and the machine that it compiles for."""
    told = subprocess.run([*compiler(), "--version"], capture_output=True, text=True, check=False, timeout=PATIENCE)
    return f"{told.stdout}{machine()}"


def machine() -> str:
    """What kind of processor this is."""
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return f"{sys.platform} {os.uname().machine}" if hasattr(os, "uname") else sys.platform
    return "\n".join(dict.fromkeys(line for line in lines if line.startswith(("model name", "flags", "Features"))))


def compile_to(place: Path, sources: Mapping[str, str]) -> None:
    """A library at ``place``, whole or not at all, from files by name. NotCompiled with the compiler's first complaint."""
    with TemporaryDirectory(dir=place.parent, prefix=".making-") as folder:
        for name, text in sources.items():
            Path(folder, name).write_text(text, encoding="utf-8")
        made = Path(folder, "made.so")
        command = [*compiler(), *FLAGS, "-o", str(made), *sources, "-lm"]
        try:
            done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False, timeout=PATIENCE)
        except (OSError, subprocess.TimeoutExpired) as problem:
            raise NotCompiled(f"{command[0]} did not come to an end ({type(problem).__name__}).") from None
        if done.returncode:
            said = next((line for line in done.stderr.splitlines() if "error" in line), f"exit code {done.returncode}")
            raise NotCompiled(f"{Path(command[0]).name} failed: {said.strip()}")
        os.replace(made, place)
