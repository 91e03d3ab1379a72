"""Contained: scripts that are not trusted, one run after another, seen from the process that is trusted."""

import os
import secrets
import shutil
import tempfile
import threading
import time
from collections.abc import Iterable, Mapping
from pathlib import Path, PurePosixPath
from typing import Any, Self

from clearprop.read.contained import message
from clearprop.read.contained.ending import outcome
from clearprop.read.contained.hearing import Hearing
from clearprop.read.contained.limits import Limits
from clearprop.read.contained.message import Request
from clearprop.read.contained.outcome import ContainedError, Outcome, TooLittleProtection
from clearprop.read.contained.process import Processes, Settings, existing, processes

GUARDED = ("network", "files", "processes", "memory")


class Contained:
    """Runs ``entry`` ("module:function") on one request after another, each in a process of its own.

    The function takes the request and a callable for its answer in bytes; calling that ends the process. Its module
    and those in ``preload`` are loaded once. With ``untrusted`` a system that cannot guard the network, files,
    processes and memory is refused, unless ``insist``. ``without`` leaves protections out: namespaces, landlock,
    seccomp, forking.
    """

    def __init__(
        self, *, entry: str, preload: Iterable[str] = (), untrusted: bool = True, insist: bool = False,
        limits: Limits | None = None, path: Iterable[str | Path] = (), without: Iterable[str] = (),
    ) -> None:  # fmt: skip
        self.settings = Settings(
            entry=entry, preload=tuple(preload), limits=limits or Limits(), path=existing(path),
            without=frozenset(without),
        )  # fmt: skip
        self.must_guard = untrusted and not insist
        self.running = threading.Lock()
        self.processes: Processes | None = None
        self.held: tuple[str, ...] = ()

    def __enter__(self) -> Self:
        try:
            self.start()
        except TooLittleProtection:
            raise
        except ContainedError:  # some systems promise namespaces, and then allow nothing in them
            if "namespaces" in self.settings.without:
                raise
            self.settings = self.settings.leaving_out("namespaces")
            self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def start(self) -> None:
        """Starts the processes, and tries them."""
        self.processes = processes(self.settings)
        try:
            self.check(self.run({}))
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        if self.processes is not None:
            self.processes.close()
        self.processes = None

    def check(self, trial: Outcome) -> None:
        """Remembers what held in a run without a script; too little is an error."""
        if trial.stopped:
            raise ContainedError(
                f"The process for scripts could not be protected. {trial.detail} {trial.printed}".strip()
            )
        self.held = trial.held
        missing = [name for name in GUARDED if name not in trial.held]
        if missing and self.must_guard:
            raise TooLittleProtection(
                f"This system cannot guard {', '.join(missing)} against a script that is not trusted; "
                "insist only where you would run the script yourself."
            )

    def run(self, request: Mapping[str, Any], files: Mapping[str, bytes] | None = None) -> Outcome:
        """One run; ``files`` lie in its working folder, by relative names. An empty request tries the protections."""
        with self.running:
            if self.processes is None:
                raise ContainedError("This box is closed: run inside its with block.")
            if not self.processes.alive:
                self.close()
                self.processes = processes(self.settings)
            scratch = None if self.processes.own_scratch else tempfile.mkdtemp(prefix="clearprop-")
            try:
                secret = secrets.token_bytes(message.SECRET)
                return self.carried_out(Request(secret, dict(request), inside(files or {}), scratch))
            finally:
                if scratch is not None:
                    shutil.rmtree(scratch, ignore_errors=True)

    def carried_out(self, request: Request) -> Outcome:
        assert self.processes is not None
        limits = self.settings.limits
        answer, answering = os.pipe()
        output, printing = os.pipe()
        began = time.monotonic()
        with tempfile.TemporaryFile() as told:
            told.write(request.packed())
            told.seek(0)
            try:
                self.processes.begin(told.fileno(), answering, printing)
            finally:
                os.close(answering)
                os.close(printing)
        heard = Hearing(answer, output, request.secret, limits)
        late = True
        try:
            late = not heard.over.wait(limits.seconds)
        finally:  # Ctrl-C too ends the run
            seconds = time.monotonic() - began
            status, killed = self.processes.end(let_go=heard.let_go)
        heard.finish()
        return outcome(heard, limits, status, killed, late, seconds)


def inside(files: Mapping[str, bytes]) -> Mapping[str, bytes]:
    """The same, if every name stays in the folder that it is relative to."""
    for name in files:
        path = PurePosixPath(name)
        if path.is_absolute() or ".." in path.parts or not path.parts:
            raise ValueError(f"A file for the scratch folder has a relative name without '..'; got {name!r}.")
    return files
