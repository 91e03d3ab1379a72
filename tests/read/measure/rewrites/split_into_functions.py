"""Every activation and every delta that has a name is computed by a function of its own."""

import ast
import builtins
from collections.abc import Iterator

from tests.read.measure.edits import Edit
from tests.read.measure.source import Source


def edits(source: Source) -> Iterator[Edit]:
    elsewhere = set(dir(builtins)) | bound_at_top(source)
    definitions = []
    for number, place in enumerate(source.places("activation", "delta"), 1):
        statement = source.statement(place.span)
        whole = isinstance(statement, ast.Assign) and source.span(statement.value) == place.span
        if not whole or isinstance(statement.value, ast.Name):
            continue
        names = [node.id for node in ast.walk(statement.value) if isinstance(node, ast.Name)]
        given = ", ".join(name for name in dict.fromkeys(names) if name not in elsewhere)
        definitions.append(f"def part_{number}({given}):\n    return {source.of(statement.value)}\n\n\n")
        yield Edit(*place.span, f"part_{number}({given})")
    first = next(
        (each for each in source.tree.body if not isinstance(each, ast.Import | ast.ImportFrom | ast.Expr)), None
    )
    if definitions and first:
        decorated = min([first.lineno, *(each.lineno for each in getattr(first, "decorator_list", []))])
        place = source.starts[decorated - 1]
        yield Edit(place, place, "".join(definitions))


def bound_at_top(source: Source) -> set[str]:
    """Functions, classes and modules."""
    named = {each.name for each in source.tree.body if isinstance(each, ast.FunctionDef | ast.ClassDef)}
    imports = [each for each in source.tree.body if isinstance(each, ast.Import | ast.ImportFrom)]
    return named | {(name.asname or name.name) for each in imports for name in each.names}
