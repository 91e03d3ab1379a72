"""A fix as lines of a diff: what the reader says, or else what its replacement does to the script."""

from collections.abc import Sequence
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
        return parsed(finding.fix.diff)
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
    """The lines of a unified diff, without its headings."""
    return [read for line in text.splitlines() if (read := parsed_line(line))]


def parsed_line(text: str) -> DiffLine | None:
    if text.startswith(("---", "+++", "@@", "\\")):
        return None
    return DiffLine("-" if text[:1] == "-" else "+" if text[:1] == "+" else " ", text[1:])


def dedented(lines: Sequence[DiffLine]) -> list[DiffLine]:
    """Without the indentation that all of them have."""
    deep = min((len(line.text) - len(line.text.lstrip()) for line in lines if line.text.strip()), default=0)
    return [DiffLine(line.kind, line.text[deep:].expandtabs(4)) for line in lines]
