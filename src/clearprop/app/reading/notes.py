"""What stands beside the lines: of each line's labels the widest, since it tells the whole that the others are parts of."""

from collections.abc import Sequence
from dataclasses import dataclass

from clearprop.app.reading.script import Script
from clearprop.read.reading import Finding, Reading, ReadLine

Place = tuple[int | None, int]
"""A cell, None in a script, and a line."""

KEPT_WHOLE = 60
AROUND = 1
WORTH_LEAVING_OUT = 3
SAME_SPAN = 3


@dataclass(frozen=True)
class Marked:
    """A line of the script with what was found about it. ``notes``: its widest labels."""

    place: Place
    text: str
    notes: tuple[ReadLine, ...]
    findings: tuple[Finding, ...]


@dataclass(frozen=True)
class LeftOut:
    """So many lines compute nothing of the network and are not shown."""

    count: int


def labels(reading: Reading, place: Place) -> list[ReadLine]:
    """All labels that begin on a line, from left to right, the wider first."""
    found = [line for line in reading.lines if (line.cell, line.line) == place]
    return sorted(found, key=lambda line: (line.column, -line.end_line, -line.end_column, line.role, line.layer or 0))


def widest(found: Sequence[ReadLine]) -> list[ReadLine]:
    """Those that no other one contains; of several layers that share an expression, the first few."""
    outer = [line for line in found if not any(contains(other, line) for other in found)]
    kept: list[ReadLine] = []
    for line in outer:
        same = [other for other in kept if span(other) == span(line)]
        if len(same) < SAME_SPAN and all(other.formula != line.formula for other in same):
            kept.append(line)
    return kept


def contains(outer: ReadLine, inner: ReadLine) -> bool:
    """Whether an expression is a proper part of another one."""
    (a, b), (c, d) = span(outer), span(inner)
    return a <= c and d <= b and (a, b) != (c, d)


def span(line: ReadLine) -> tuple[tuple[int, int], tuple[int, int]]:
    return (line.line, line.column), (line.end_line, line.end_column)


def marked(script: Script, reading: Reading) -> list[list[Marked]]:
    """Every line of every cell, with what was found about it."""
    findings: dict[Place, list[Finding]] = {}
    for finding in reading.findings:
        findings.setdefault((finding.cell, finding.line), []).append(finding)
    beside: dict[Place, list[ReadLine]] = {}
    for line in reading.lines:
        beside.setdefault((line.cell, line.line), []).append(line)
    return [
        [
            Marked(place, text, tuple(widest(sorted(beside.get(place, []), key=span))), tuple(findings.get(place, ())))
            for number, text in enumerate(cell.lines, 1)
            for place in [(cell.number, number)]
        ]
        for cell in script.cells
    ]


def shortened(lines: Sequence[Marked], reading: Reading) -> list[Marked | LeftOut]:
    """A short script whole; of a long one the lines that compute, with their surroundings and headings."""
    if len(lines) <= KEPT_WHOLE:
        return [*lines]
    kept = {near for number in computing(lines, reading) for near in range(number - AROUND, number + AROUND + 1)}
    kept -= {number for number in kept if 1 <= number <= len(lines) and not lines[number - 1].text.strip()}
    kept |= {heading for number in sorted(kept) for heading in headings(lines, number)}
    found: list[Marked | LeftOut] = []
    position = 1
    for number in [*sorted(n for n in kept if 1 <= n <= len(lines)), len(lines) + 1]:
        between = lines[position - 1 : number - 1]
        found += between if len(between) < WORTH_LEAVING_OUT else [LeftOut(len(between))]
        found += lines[number - 1 : number]
        position = number + 1
    return found


def computing(lines: Sequence[Marked], reading: Reading) -> set[int]:
    """The numbers of the lines that a label covers, or that a finding or a remark names."""
    (cell,) = {line.place[0] for line in lines}
    spans = [range(line.line, line.end_line + 1) for line in reading.lines if line.cell == cell]
    named = [finding.line for finding in reading.findings if finding.cell == cell]
    named += [line for finding in reading.findings for at, line in finding.related_places if at == cell]
    named += [remark.line for remark in reading.remarks if remark.cell == cell and remark.line is not None]
    return {number for each in spans for number in each} | set(named)


def headings(lines: Sequence[Marked], number: int) -> list[int]:
    """The lines ``def`` and ``class`` that a line stands under, by their indentation."""
    if not 1 <= number <= len(lines):
        return []
    deep, found = indentation(lines[number - 1].text), []
    for above in range(number - 1, 0, -1):
        text = lines[above - 1].text
        if text.strip() and indentation(text) < deep:
            deep = indentation(text)
            if text.lstrip().startswith(("def ", "class ", "async def ")):
                found.append(above)
    return found


def indentation(text: str) -> int:
    expanded = text.expandtabs(8)
    return len(expanded) - len(expanded.lstrip()) if text.strip() else 1_000_000
