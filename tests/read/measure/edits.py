"""Changes of a text, and an expectation carried along: labels move with the text, and are dropped where it was replaced."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from tests.read.measure.expectation import Expectation, Label
from tests.read.measure.spans import Span, Text


@dataclass(frozen=True, order=True)
class Edit:
    """``text`` in the place of the characters from ``start`` to ``end``."""

    start: int
    end: int
    text: str


def edited(text: str, edits: Sequence[Edit]) -> str:
    """The edits must not overlap."""
    ordered = sorted(set(edits))
    if any(one.end > other.start for one, other in pairwise(ordered)):
        raise ValueError("edits overlap")
    pieces, position = [], 0
    for edit in ordered:
        pieces += [text[position : edit.start], edit.text]
        position = edit.end
    return "".join([*pieces, text[position:]])


def moved(span: Span, edits: Sequence[Edit]) -> Span | None:
    """Where a span lies afterwards; nothing if an edit reaches across one of its ends or replaces it."""
    start, end = span
    shift_start = shift_end = 0
    for edit in set(edits):
        grown = len(edit.text) - (edit.end - edit.start)
        if edit.end <= start:
            shift_start += grown
            shift_end += grown
        elif start <= edit.start and edit.end <= end and (edit.start, edit.end) != span:
            shift_end += grown
        elif edit.start < end:
            return None
    return start + shift_start, end + shift_end


def carried(source: Text, expected: Expectation, edits: Sequence[Edit]) -> tuple[str, Expectation]:
    """The changed text with what is expected of it, labels and lines moved along."""
    after = Text(edited(source.text, edits))
    labels = [new for label in expected.labels if (new := carried_label(source, after, label, edits))]

    def there(lines: Iterable[int]) -> tuple[int, ...]:
        return tuple(moved_line(source, after, line, edits) for line in lines)

    findings = tuple(replace(finding, lines=there(finding.lines)) for finding in expected.findings)
    unlabelled = there(expected.unlabelled)
    return after.text, replace(expected, labels=tuple(labels), unlabelled=unlabelled, findings=findings)


def carried_label(source: Text, after: Text, label: Label, edits: Sequence[Edit]) -> Label | None:
    places = [span for each in source.spans(label) if (span := moved(each, edits))]
    if not places:
        return None
    start, end = places[0]
    return replace(label, line=after.line_of(start), text=after.text[start:end])


def moved_line(source: Text, after: Text, line: int, edits: Sequence[Edit]) -> int:
    """The line of what was the first character of the line's code."""
    first = source.starts[line - 1] + len(source.lines[line - 1]) - len(source.lines[line - 1].lstrip())
    shift = sum(len(edit.text) - (edit.end - edit.start) for edit in set(edits) if edit.end <= first)
    return after.line_of(first + shift)
