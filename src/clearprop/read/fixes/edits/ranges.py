"""As far as it should go: a range or a slice that stops one too early, or begins one too late."""

import ast
from collections.abc import Iterator
from typing import ClassVar

from clearprop.read.fixes.change import Change
from clearprop.read.fixes.edits.base import Edit
from clearprop.read.fixes.place import Place, within


class WholeRange(Edit):
    """``range(len(w) - 1)`` → ``range(len(w))``, ``range(1, n)`` → ``range(n)``, ``w[:-1]`` → ``w``."""

    codes: ClassVar[dict[str, int]] = {
        "CP305": 0,
        "CP303": 1,
        "CP208": 0,
        "CP304": 2,
        "CP306": 2,
        "CP309": 3,
        "CP206": 2,
    }

    def changes(self, place: Place) -> Iterator[Change]:
        yield from over_what_is_updated(place)
        for node, doubt in around(place):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "range":
                yield from widened(place, node, doubt)
            if isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Slice):
                yield place.replaced(node, place.segment(node.value), doubt)


def over_what_is_updated(place: Place) -> Iterator[Change]:
    """``range(len(inputs) - 1)`` → ``range(len(w) - 1)`` around ``w[j] -= ...``."""
    updates = {id(s): s for i in place.case.parameters if isinstance(s := place.names.update(i), ast.AugAssign)}
    for statement in updates.values():
        whole = place.segment(getattr(statement.target, "value", statement.target))
        for loop in loops_around(place, statement):
            if isinstance(loop.iter, ast.Call) and place.segment(loop.iter.func) == "range":
                for count in (f"len({whole})", f"len({whole}) - 1"):
                    yield from (place.replaced(last, count) for last in loop.iter.args[-1:])


def loops_around(place: Place, statement: ast.stmt) -> Iterator[ast.For]:
    parent = place.parents.get(statement)
    while parent is not None:
        if isinstance(parent, ast.For):
            yield parent
        parent = place.parents.get(parent)


def around(place: Place) -> Iterator[tuple[ast.expr, int]]:
    """The expressions of the statements, and of the loops that they stand in."""
    yield from place.expressions()
    for statement, doubt in place.statements:
        for loop in loops_around(place, statement):
            yield from ((node, doubt) for node in within(loop) if isinstance(node, ast.expr))


def widened(place: Place, node: ast.Call, doubt: int) -> Iterator[Change]:
    for number, argument in enumerate(node.args):
        if isinstance(argument, ast.BinOp) and isinstance(argument.right, ast.Constant):
            yield place.replaced(argument, place.segment(argument.left), doubt)
        elif number == len(node.args) - 1 or len(node.args) == 3:
            yield place.replaced(argument, f"{place.segment(argument)} + 1", doubt + 1)
        if number == 0 and len(node.args) > 1 and isinstance(argument, ast.Constant):
            yield place.replaced(argument, "0", doubt)
