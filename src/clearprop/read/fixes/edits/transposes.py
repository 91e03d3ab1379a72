"""Turned the other way round: a transpose more or less, indices and arguments exchanged."""

import ast
from collections.abc import Iterator
from typing import ClassVar

from clearprop.read.fixes.change import Change, Piece
from clearprop.read.fixes.edits.base import Edit
from clearprop.read.fixes.place import Place


class Transposed(Edit):
    """``delta @ W`` ↔ ``delta @ W.T``, ``w[i][j]`` ↔ ``w[j][i]``, ``outer(a, b)`` ↔ ``outer(b, a)``."""

    codes: ClassVar[dict[str, int]] = {"CP204": 0, "CP201": 1, "CP202": 2, "CP306": 2}

    def changes(self, place: Place) -> Iterator[Change]:
        for node, doubt in place.expressions():
            if isinstance(node, ast.Attribute) and node.attr == "T":
                yield place.replaced(node, place.segment(node.value), doubt)
            elif isinstance(node, ast.Name | ast.Attribute | ast.Subscript) and isinstance(node.ctx, ast.Load):
                yield from turned(place, node, doubt)
            elif isinstance(node, ast.Call) and len(node.args) == 2:
                first, second = node.args
                yield exchanged(place, first, second, doubt + 1)
            elif isinstance(node, ast.BinOp) and isinstance(node.op, ast.MatMult):
                yield exchanged(place, node.left, node.right, doubt + 1)
                yield place.replaced(node, f"({place.segment(node)}).T", doubt)
                if isinstance(node.left, ast.Attribute) and node.left.attr == "T":
                    new = f"{place.segment(node.right)}.T @ {place.segment(node.left.value)}"
                    yield place.replaced(node, new, doubt)


def turned(place: Place, node: ast.expr, doubt: int) -> Iterator[Change]:
    parent = place.parents.get(node)
    multiplied = isinstance(parent, ast.BinOp) or (isinstance(parent, ast.Call) and node in parent.args)
    if multiplied or (isinstance(parent, ast.Attribute) and parent.attr == "dot"):
        yield Change((Piece(place.end(node), place.end(node), ".T"),), doubt)
    if isinstance(node, ast.Subscript) and isinstance(node.value, ast.Subscript):
        yield exchanged(place, node.value.slice, node.slice, doubt)
    if isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Tuple) and len(node.slice.elts) == 2:
        yield exchanged(place, node.slice.elts[0], node.slice.elts[1], doubt)


def exchanged(place: Place, first: ast.expr, second: ast.expr, doubt: int) -> Change:
    return Change(
        (
            Piece(place.start(first), place.end(first), place.segment(second)),
            Piece(place.start(second), place.end(second), place.segment(first)),
        ),
        doubt,
    )
