"""Another operator or function: elementwise for a matrix product, a sum for a mean, along the other axis."""

import ast
import re
from collections.abc import Iterator
from typing import ClassVar

from clearprop.read.fixes.change import Change, Piece
from clearprop.read.fixes.edits.base import Edit
from clearprop.read.fixes.edits.signs import between
from clearprop.read.fixes.place import Place

SWAPS = {ast.Mult: ("*", ("@", "/")), ast.MatMult: ("@", ("*",)), ast.Div: ("/", ("*",))}
CALLS = {
    r"\bmean\(": "sum(", r"\bsum\(": "mean(", r"\bdot\(": "multiply(", r"\bmultiply\(": "dot(", r"\bouter\(": "multiply(",
    r"axis ?= ?0": "axis=1", r"axis ?= ?1": "axis=0",
}  # fmt: skip


SUMS = (".sum(axis=0)", ".sum(axis=1, keepdims=True)", ".sum(axis=0, keepdims=True)", ".sum()")


class OtherOperator(Edit):
    """``a * b`` ↔ ``a @ b``, ``np.mean`` ↔ ``np.sum``, ``axis=0`` ↔ ``axis=1``."""

    codes: ClassVar[dict[str, int]] = {
        "CP201": 0,
        "CP302": 1,
        "CP304": 0,
        "CP103": 1,
        "CP206": 1,
        "CP108": 2,
        "CP208": 2,
        "CP104": 2,
    }

    def changes(self, place: Place) -> Iterator[Change]:
        for node, doubt in place.expressions():
            if isinstance(node, ast.BinOp) and type(node.op) in SWAPS:
                old, others = SWAPS[type(node.op)]
                at = between(place, node, old)
                yield from (Change((Piece(at, at + 1, new),), doubt) for new in others if at >= 0)
        for statement, doubt in place.statements:
            for pattern, new in CALLS.items():
                for match in re.finditer(pattern, place.segment(statement)):
                    at = place.start(statement)
                    yield Change((Piece(at + match.start(), at + match.end(), new),), doubt)
        for node, doubt in place.expressions():
            if isinstance(node, ast.Call) and place.segment(node.func).endswith("dot") and len(node.args) == 2:
                first, second = (f"({place.segment(each)})" for each in node.args)
                yield place.replaced(node, f"{first} * {second}", doubt + 1)


class SummedOverRows(Edit):
    """``db = delta`` and ``db = delta[-1]`` → ``db = delta.sum(axis=0)``."""

    codes: ClassVar[dict[str, int]] = {"CP304": 0, "CP206": 1, "CP302": 2, "CP306": 2}

    def changes(self, place: Place) -> Iterator[Change]:
        for statement, doubt in place.statements:
            for node in place.within_operands(statement):
                for call in SUMS:
                    yield Change((Piece(place.end(node), place.end(node), call),), doubt + 1)
                    if isinstance(node, ast.Subscript) and place.finding.code in ("CP304", "CP206"):
                        yield place.replaced(node, place.segment(node.value) + call, doubt + 1)
