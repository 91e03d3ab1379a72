"""A fix as lines of a diff: what the reader says, or else what its replacement does to the script."""

from dataclasses import dataclass
from typing import Literal

from clearprop.app.reading.script import Script
from clearprop.read.reading import Finding


@dataclass(frozen=True)
class DiffLine:
    """``kind``: - goes, + comes, a space stays."""

    kind: Literal["-", "+", " "]
    text: str


def diff(script: Script, finding: Finding) -> list[DiffLine]:
    """The lines that change, with a line around them."""
    if finding.fix is None:
        return []
    if finding.fix.diff:
        return [read for text in finding.fix.diff.splitlines() for read in parsed(text)]
    line, new = finding.fix.line, finding.fix.replacement.splitlines()
    cell = finding.fix.cell
    old = script.line(cell, line)
    if new and not new[0][:1].isspace():
        deep = old[: len(old) - len(old.lstrip())]
        new = [deep + text for text in new]
    around = [(line - 1, " "), (line, "-"), (line + 1, " ")]
    before, gone, after = (script.line(cell, number) for number, _ in around)
    lines = [DiffLine(" ", before)] * (line > 1) + [DiffLine("-", gone), *(DiffLine("+", text) for text in new)]
    return [*lines, DiffLine(" ", after)]


def parsed(text: str) -> list[DiffLine]:
    """A line of a unified diff; its headings are left out."""
    if text.startswith(("---", "+++", "@@", "\\")):
        return []
    return [DiffLine("-" if text[:1] == "-" else "+" if text[:1] == "+" else " ", text[1:])]
