"""Reading one submission after another in a process: the contained process that runs them is started once."""

from dataclasses import dataclass
from functools import cache
from multiprocessing.util import Finalize
from pathlib import Path

from clearprop.read.contained import Contained
from clearprop.read.reader import read_source
from clearprop.read.reading import Reading
from clearprop.read.runs import box
from clearprop.read.source import SourceError, load_source


@dataclass(frozen=True)
class Boxed:
    """Reads other people's scripts; where the system cannot contain them, only with ``insist``."""

    insist: bool

    def __call__(self, path: Path) -> Reading:
        """The reading; of a file that is no script it says why it is unread."""
        try:
            return read_source(load_source(path), contained(self.insist), effects=False)
        except SourceError as problem:
            return Reading(file=path.name, verdict="unread", reason=str(problem))


@cache
def contained(insist: bool) -> Contained:
    """This process's own; it is closed when the process ends."""
    opened = box(untrusted=True, insist=insist).__enter__()
    Finalize(None, opened.close, exitpriority=1)
    return opened
