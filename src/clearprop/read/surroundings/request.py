"""What is asked of the surroundings of one run, and what they saw while the script ran."""

import sys
from collections.abc import Callable
from dataclasses import dataclass, field

from clearprop.read.reading import Remark

Execute = Callable[[str, str, dict[str, object]], None]  # text, its name, the namespace that it fills


@dataclass(frozen=True)
class Request:
    """One run of a script: plain data, so that it can cross to another process as JSON."""

    file: str  # the name under which the script's code is compiled
    text: str  # in Python of today; from it is read what a missing file would hold
    guess: int = 0  # which of the guesses about missing files
    arguments: int = 0  # how many arguments of the command line are made up
    seed: int = 1


@dataclass
class Seen:
    """Remarks in the order in which the script caused them, and the files whose contents were made up."""

    file: str
    remarks: list[Remark] = field(default_factory=list)
    made_up: list[str] = field(default_factory=list)

    def remark(self, name: str, message: str) -> None:
        """Say it once, at the script's line that is running."""
        if all((remark.name, remark.message) != (name, message) for remark in self.remarks):
            self.remarks.append(Remark(name=name, line=self.line(), message=message))

    def line(self) -> int | None:
        """The line of the script that is running."""
        frame = sys._getframe()
        while frame is not None:
            if frame.f_code.co_filename == self.file:
                return frame.f_lineno
            frame = frame.f_back  # type: ignore[assignment]
        return None
