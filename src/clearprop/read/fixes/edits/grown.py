"""What an operand became: the quantity that was computed from it, where the raw one stands."""

import ast
from collections.abc import Iterator
from typing import ClassVar

from clearprop.read.fixes.change import Change, Piece
from clearprop.read.fixes.edits.base import Edit
from clearprop.read.fixes.place import Place, operands


class GrownOperand(Edit):
    """``W.T @ error`` → ``W.T @ delta`` where ``delta = error * slope``, or the product itself."""

    codes: ClassVar[dict[str, int]] = {"CP107": 0, "CP101": 1, "CP106": 1, "CP201": 1, "CP209": 1, "CP308": 1}

    def changes(self, place: Place) -> Iterator[Change]:
        for statement, doubt in place.statements:
            for node in place.within_operands(statement):
                text = place.segment(node)
                for other in grown(place, text, statement):
                    yield place.replaced(node, other, doubt)


def grown(place: Place, text: str, besides: ast.stmt) -> Iterator[str]:
    for node in ast.walk(place.source.tree):
        if isinstance(node, ast.Assign) and node is not besides and len(node.targets) == 1:
            product = node.value
            if isinstance(product, ast.BinOp) and contains(place, product, text):
                yield place.segment(node.targets[0])
        elif isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mult) and contains(place, node.left, text):
            outside = not place.start(besides) <= place.start(node) < place.end(besides)
            yield from (f"({place.segment(node)})",) if outside else ()


def contains(place: Place, node: ast.expr, text: str) -> bool:
    return any(place.segment(operand) == text for operand in operands(node))


class Summed(Edit):
    """``w -= lr * e * x`` → ``w -= lr * gw`` where ``gw += e * x``."""

    codes: ClassVar[dict[str, int]] = {"CP206": 0, "CP304": 1, "CP209": 1}

    def changes(self, place: Place) -> Iterator[Change]:
        sums = [node for node in ast.walk(place.source.tree) if isinstance(node, ast.AugAssign)]
        for statement, doubt in place.statements:
            for node in sums:
                at = place.segment(statement).find(place.segment(node.value))
                if node is not statement and at >= 0:
                    start = place.start(statement) + at
                    end = start + len(place.segment(node.value))
                    yield Change((Piece(start, end, place.segment(node.target)),), doubt)
