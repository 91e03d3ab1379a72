"""The loss's derivative where its value stands."""

import ast
from collections.abc import Iterator
from typing import ClassVar

from clearprop.read.fixes.change import Change
from clearprop.read.fixes.edits.base import Edit
from clearprop.read.fixes.place import Operand, Place


class DifferenceForValue(Edit):
    """``delta = error * slope`` with a squared error → ``delta = (a - y) * slope``."""

    codes: ClassVar[dict[str, int]] = {"CP106": 0, "CP107": 2, "CP209": 2}

    def changes(self, place: Place) -> Iterator[Change]:
        differences = list(dict.fromkeys(met(place)))
        for node, doubt in place.expressions():
            if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Pow) and isinstance(node.left, ast.BinOp):
                yield place.replaced(node, f"({place.segment(node.left)})", doubt)
            if isinstance(node, Operand | ast.Call | ast.BinOp) and not is_target(node):
                for text in differences:
                    yield place.replaced(node, f"({text})", doubt + 1)


def is_target(node: ast.expr) -> bool:
    return not isinstance(getattr(node, "ctx", ast.Load()), ast.Load)


def met(place: Place) -> Iterator[str]:
    """The differences of prediction and target as they are written."""
    run, steps = place.case.points[0]
    for meeting in steps[0].meetings:
        node = run.text.at(run.graph.tape.site(meeting.node))
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Sub):
            yield place.segment(node)
