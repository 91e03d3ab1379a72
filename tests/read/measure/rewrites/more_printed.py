"""Prints at the start and in the loop, of text without numbers."""

import ast
from collections.abc import Iterator

from tests.read.measure.edits import Edit
from tests.read.measure.source import LOOPS, Source


def edits(source: Source) -> Iterator[Edit]:
    for loop in source.tree.body:
        if isinstance(loop, LOOPS):
            place = source.starts[loop.lineno - 1]
            yield Edit(place, place, "print('-- training --')\n")
            first = loop.body[0]
            if first.lineno > loop.lineno:
                inside = source.starts[first.lineno - 1]
                yield Edit(inside, inside, f"{' ' * first.col_offset}print('*')\n")
    if source.tree.body and not isinstance(source.tree.body[-1], ast.ClassDef):
        end = len(source.text)
        yield Edit(end, end, "print('-- done --')\n")
