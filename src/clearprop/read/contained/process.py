"""How the parent gets a process for each run: a server that forks one (Linux), or a fresh one (elsewhere)."""

import json
import os
import signal
import socket
import struct
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any, Protocol

from clearprop.read.contained.limits import Limits
from clearprop.read.contained.outcome import ContainedError
from clearprop.read.contained.readable import PACKAGE
from clearprop.read.contained.server import STATUS

STARTING = 120.0  # seconds; importing on a busy machine takes its time
ENDING = 10.0
ONE_THREAD = ("OPENBLAS", "OMP", "MKL", "NUMEXPR", "VECLIB_MAXIMUM", "BLIS")
KEPT = ("SYSTEMROOT", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH")  # without these some installations do not start


@dataclass(frozen=True, kw_only=True)
class Settings:
    """What the process on the other side is told when it starts."""

    entry: str
    preload: tuple[str, ...]
    limits: Limits
    path: tuple[str, ...]  # for the entry's module, in front of sys.path
    without: frozenset[str]

    def command(self, function: str, control: int = -1) -> list[str]:
        paths = [*self.path, str(PACKAGE.parent)]
        start = f"import sys; sys.path[:0] = {paths!r}; from clearprop.read.contained.server import {function} as run; run()"
        told = asdict(self) | {"without": sorted(self.without), "control": control}
        return [sys.executable, "-P", "-c", start, json.dumps(told)]

    def leaving_out(self, protection: str) -> "Settings":
        return replace(self, without=self.without | {protection})


def clean_environment() -> dict[str, str]:
    """Nothing of ours, and the same for every run: no threads of BLAS, no seed of the day for hashes.

    One arena of memory, since each thread's own would take 64 MiB of address space.
    """
    fixed = {"PATH": os.defpath, "LANG": "C.UTF-8", "PYTHONUTF8": "1", "PYTHONHASHSEED": "0", "MPLBACKEND": "Agg"}
    fixed |= {"MALLOC_ARENA_MAX": "1"}
    kept = {name: os.environ[name] for name in KEPT if name in os.environ}
    return fixed | kept | {f"{library}_NUM_THREADS": "1" for library in ONE_THREAD}


class Processes(Protocol):
    """Where the processes of a box come from; one runs at a time."""

    own_scratch: bool  # whether a child makes its scratch folder itself
    alive: bool  # whether another run may begin

    def begin(self, request: int, answer: int, output: int) -> None: ...

    def end(self, *, let_go: bool) -> tuple[int, bool]:
        """How it ended (minus the signal), and whether it had to be killed; ``let_go``: it closed the answer's pipe."""

    def close(self) -> None: ...


class ForkServer:
    """A process that has everything loaded, and forks."""

    def __init__(self, settings: Settings) -> None:
        self.own_scratch = "namespaces" not in settings.without
        self.alive = True
        self.control, theirs = socket.socketpair()
        with theirs, tempfile.TemporaryFile() as errors:
            self.server = subprocess.Popen(
                settings.command("main", theirs.fileno()), stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                stderr=errors, pass_fds=[theirs.fileno()], env=clean_environment(), cwd="/", start_new_session=True,
            )  # fmt: skip
            theirs.close()
            self.control.settimeout(STARTING)
            if (said := self.heard()) != b"ready":
                self.close()
                raise ContainedError(f"The process for scripts did not start: {said.decode() or tail(errors)}")

    def heard(self) -> bytes:
        try:
            return self.control.recv(4096)
        except OSError:
            return b""

    def begin(self, request: int, answer: int, output: int) -> None:
        with suppress(OSError):  # a server that is gone is noticed at the end
            socket.send_fds(self.control, [b"r"], [request, answer, output])

    def end(self, *, let_go: bool) -> tuple[int, bool]:
        try:
            self.control.sendall(b"w" if let_go else b"k")
            status: tuple[int, bool] = STATUS.unpack(self.control.recv(STATUS.size, socket.MSG_WAITALL))
        except (OSError, struct.error):
            self.alive = False
            return -signal.SIGKILL, False
        return status

    def close(self) -> None:
        self.control.close()
        try:
            self.server.wait(ENDING)
        except subprocess.TimeoutExpired:
            self.server.kill()
            self.server.wait()


def tail(errors: Any) -> str:
    errors.seek(0)
    lines: list[str] = errors.read().decode(errors="replace").split("\n")
    return " ".join(lines[-3:]).strip() or "it ended without a word"


class FreshProcess:
    """A new process for each run, where there is no Linux to fork and contain it."""

    own_scratch = False
    alive = True

    def __init__(self, settings: Settings) -> None:
        self.settings = settings

    def begin(self, request: int, answer: int, output: int) -> None:
        self.process = subprocess.Popen(
            self.settings.command("run_once"), stdin=request, stdout=answer, stderr=output, env=clean_environment(),
            start_new_session=True,
        )  # fmt: skip

    def end(self, *, let_go: bool) -> tuple[int, bool]:
        killed = False
        try:
            self.process.wait(0.1 if let_go else 0.0)
        except subprocess.TimeoutExpired:
            killed = True
        with suppress(OSError):
            if hasattr(os, "killpg"):
                os.killpg(self.process.pid, signal.SIGKILL)
        self.process.kill()
        return self.process.wait(), killed

    def close(self) -> None:
        pass


def processes(settings: Settings) -> Processes:
    """The best that this system allows."""
    if sys.platform != "linux" or "forking" in settings.without:
        return FreshProcess(settings)
    return ForkServer(settings)


def existing(folders: Iterable[str | Path]) -> tuple[str, ...]:
    return tuple(str(Path(folder).resolve()) for folder in folders)
