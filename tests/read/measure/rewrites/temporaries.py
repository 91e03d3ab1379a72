"""Every amount that is subtracted has a name of its own first."""

import ast
from collections.abc import Iterator

from tests.read.measure.edits import Edit
from tests.read.measure.source import Source


def edits(source: Source) -> Iterator[Edit]:
    for number, statement in enumerate(source.statements("update", "delta"), 1):
        starts_line = source.lines[statement.lineno - 1][: statement.col_offset].isspace() or statement.col_offset == 0
        if (
            isinstance(statement, ast.AugAssign | ast.Assign)
            and starts_line
            and not isinstance(statement.value, ast.Name)
        ):
            place = source.span(statement)[0]
            yield Edit(place, place, f"amount_{number} = {source.of(statement.value)}\n{' ' * statement.col_offset}")
            yield Edit(*source.span(statement.value), f"amount_{number}")
