"""Everything that is not an import, a function or a class stands in ``main``."""

import ast
from collections.abc import Iterator

from tests.read.measure.edits import Edit
from tests.read.measure.source import Source

OUTSIDE = (ast.Import, ast.ImportFrom, ast.FunctionDef, ast.ClassDef)


def edits(source: Source) -> Iterator[Edit]:
    body = [each for each in source.tree.body if not isinstance(each, OUTSIDE)]
    inside = [each for each in body if not (isinstance(each, ast.Expr) and isinstance(each.value, ast.Constant))]
    after_first = source.tree.body[source.tree.body.index(inside[0]) :] if inside else []
    if not inside or any(isinstance(each, OUTSIDE) for each in after_first):
        return
    start = source.starts[inside[0].lineno - 1]
    for number in range(inside[0].lineno, inside[-1].end_lineno + 1):
        if source.lines[number - 1].strip():
            place = source.starts[number - 1]
            yield Edit(place, place, "def main():\n    " if place == start else "    ")
    end = source.starts[inside[-1].end_lineno]
    yield Edit(end, end, "\n\nif __name__ == '__main__':\n    main()\n")
