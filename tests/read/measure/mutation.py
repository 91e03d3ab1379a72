"""What a rule of mutations yields: a mistake, as edits of a right script, and what is to be said about it."""

from collections.abc import Sequence
from dataclasses import dataclass

from tests.read.measure.edits import Edit


@dataclass(frozen=True)
class Mutation:
    """A mistake as edits of a text; lines are those of the text before, and are moved along."""

    edits: Sequence[Edit]
    codes: Sequence[str]
    lines: Sequence[int]
    verdicts: Sequence[str] = ("wrong",)
    optional: Sequence[str] = ()  # codes that may also be said, anywhere
    texts: Sequence[str] = ()  # lines of the text after that have this text, too
