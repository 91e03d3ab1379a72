"""A change of a script's text: what is replaced by what, and how that is told."""

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher, unified_diff

from clearprop.read.reading import Fix

MOVED = 10
"""The size of a move."""


@dataclass(frozen=True)
class Piece:
    """The characters from ``start`` to ``end`` (offsets in the text) become ``new``."""

    start: int
    end: int
    new: str


@dataclass(frozen=True)
class Change:
    """Pieces that do not overlap, and how far-fetched the change is: 0 where the script's own numbers suggest it."""

    pieces: tuple[Piece, ...]
    doubt: int = 0

    def applied(self, text: str) -> str:
        for piece in sorted(self.pieces, key=lambda p: p.start, reverse=True):
            text = text[: piece.start] + piece.new + text[piece.end :]
        return text

    def size(self, text: str) -> int:
        """How many characters come and go; little for whole lines that only move."""
        gone = "".join("".join(text[piece.start : piece.end].split()) for piece in self.pieces)
        come = "".join("".join(piece.new.split()) for piece in self.pieces)
        if gone == come:
            return MOVED
        return sum(apart(text[piece.start : piece.end], piece.new) for piece in self.pieces)

    def fix(self, text: str, line: int) -> Fix:
        """The change as it is told: the changed lines nearest to the line, and the whole difference."""
        before, after = text.split("\n"), self.applied(text).split("\n")
        matched = SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
        hunks = [hunk for hunk in matched if hunk[0] != "equal"]
        kind, first, _, there, end = min(hunks, key=lambda hunk: abs(hunk[1] + 1 - line))
        if kind == "insert" and first:  # lines are added after one that stays
            first, there = first - 1, there - 1
        return Fix(line=first + 1, replacement="\n".join(after[there:end]), verified=True, diff=told(before, after))


def apart(old: str, new: str) -> int:
    """The characters of both that are not at the common beginning or end."""
    same = alike(old, new)
    old, new = old[same:], new[same:]
    return len(old) + len(new) - 2 * alike(old[::-1], new[::-1])


def alike(one: str, other: str) -> int:
    """How many characters both begin with."""
    different = (n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b)
    return next(different, min(len(one), len(other)))


def told(before: Sequence[str], after: Sequence[str]) -> str:
    lines = unified_diff(before, after, "as it is", "as it should be", n=1, lineterm="")
    return "\n".join(lines)
