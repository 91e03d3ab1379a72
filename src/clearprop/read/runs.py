"""Runs of one script in the contained process: the same script again and again, with other values at chosen places."""

import ast
import base64
import pickle
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import Any

from clearprop.read.contained import Contained, Limits
from clearprop.read.driving import Driver
from clearprop.read.recover.fresh import Replacements
from clearprop.read.recover.text import Text
from clearprop.read.source import Source
from clearprop.read.tape.compiled import sent
from clearprop.read.tape.tape import Tape

ENTRY = "clearprop.read.tape.child:serve"
LIMITS = Limits(seconds=20.0)
LARGE = frozenset(("pandas", "scipy", "sklearn"))


class NotRun(Exception):
    """Why there is no tape: one sentence. ``stopped`` is what the run was stopped for."""

    def __init__(self, reason: str, stopped: str = "crashed") -> None:
        super().__init__(reason)
        self.stopped = stopped


def box(untrusted: bool = False, insist: bool = False, sources: Iterable[Source] = ()) -> Contained:
    """A contained process that records scripts; to be used in a ``with`` block.

    The large libraries that the sources import are loaded once, not in each run.
    """
    wanted = dict.fromkeys(name for source in sources for name in large_imports(source.tree))
    return Contained(entry=ENTRY, preload=("numpy", *wanted), untrusted=untrusted, insist=insist, limits=LIMITS)


def large_imports(tree: ast.Module) -> Iterator[str]:
    """The modules of large libraries that a script imports."""
    for node in ast.walk(tree):
        names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        if isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names = [node.module]
        yield from (name for name in names if name.partition(".")[0] in LARGE)


class Runs:
    """A script with what drives it, ready to be run any number of times."""

    def __init__(
        self, contained: Contained, source: Source, driver: Driver | None = None, guess: int = 0, arguments: int = 0
    ) -> None:
        self.contained, self.source, self.driver = contained, source, driver
        self.request: dict[str, Any] = {
            "file": source.file,
            "text": source.mended,
            "driver": driver.code if driver else "",
            "guess": guess,
            "arguments": arguments,
        } | runnable(source)

    @cached_property
    def text(self) -> Text:
        """The script's text, for what is found in every run of it."""
        return Text(self.source.text, self.source.tree, self.source.file)

    def run(self, replacements: Replacements | Sequence[Any] = (), **limits: Any) -> Tape:
        """One run. NotRun where the script was stopped for what it did."""
        request = self.request | {"replacements": list(replacements)} | limits
        outcome = self.contained.run(request, self.source.beside)
        if outcome.answer is None:
            raise NotRun(outcome.detail or f"The script was stopped: {outcome.stopped}.", outcome.stopped)
        return Tape.from_bytes(outcome.answer)


def runnable(source: Source) -> dict[str, str]:
    """The script compiled; where that fails its tree, so that it fails in the run, which tells how."""
    tree = pickle.dumps(source.tree)
    try:
        return {"compiled": sent(pickle.loads(tree), source.mended, source.file)}
    except Exception:
        return {"tree": base64.b64encode(tree).decode()}
