"""What came of one run, and the errors of a process that cannot be had."""

from dataclasses import dataclass
from typing import Literal

Stopped = Literal["", "time", "memory", "output", "killed", "tampered", "crashed"]


class ContainedError(RuntimeError):
    """The process could not be started, or not be protected."""


class TooLittleProtection(ContainedError):
    """This system cannot hold a script that is not trusted."""


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """The answer, or why there is none; an answer is there only where nothing stopped the run."""

    answer: bytes | None
    stopped: Stopped
    detail: str  # one sentence for people
    printed: str  # the beginning of what the script wrote to stdout and stderr
    held: tuple[str, ...]  # the protections that were in force
    seconds: float
