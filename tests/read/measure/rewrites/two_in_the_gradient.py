"""The difference is doubled and the rate halved."""

import ast
from collections.abc import Iterator

from tests.read.measure.edits import Edit
from tests.read.measure.source import Source


def edits(source: Source) -> Iterator[Edit]:
    updates = [place.span for place in source.places("update")]
    statements = source.statements("update")
    if not updates or len(updates) != len(statements):
        return
    for start, end in updates:
        yield (
            Edit(start, start, "0.5 * ")
            if not source.text[start:end].lstrip().startswith("-")
            else Edit(start, end, "?")
        )
    done = set()
    for place in source.places("delta"):
        if place.label.layers == (source.depth,) and source.statement(place.span) not in done:
            done.add(source.statement(place.span))
            node = source.node_at(place.span)
            text = source.piece(place.span)
            yield Edit(*place.span, f"2 * {text}" if isinstance(node, ast.Name) else f"2 * ({text})")
