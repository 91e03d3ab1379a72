"""The right formula of a derivative where a wrong one stands."""

import ast
from collections.abc import Iterator
from typing import ClassVar

from clearprop.read.fixes.change import Change
from clearprop.read.fixes.edits.base import Edit
from clearprop.read.fixes.place import Operand, Place, operands

BY_A = {
    "sigmoid": "{0} * (1 - {0})", "tanh": "(1 - {0} ** 2)", "relu": "({0} > 0)", "softplus": "(1 - np.exp(-{0}))",
    "lecun_tanh": "2 / 3 * (1.7159 - {0} ** 2 / 1.7159)", "identity": "1",
}  # fmt: skip
"""φ' by the output."""
BY_Z = {
    "relu": "({0} > 0)",
    "sin": "np.cos({0})",
    "gaussian": "-2 * {0} * np.exp(-{0} ** 2)",
    "arctan": "1 / (1 + {0} ** 2)",
}
"""φ' by the pre-activation."""
LONGEST = 60


class RightFormula(Edit):
    """``l1 * (1 - l1)`` → ``(1 - l1 ** 2)``: an expression of one operand becomes the derivative by that operand."""

    codes: ClassVar[dict[str, int]] = {"CP103": 0, "CP108": 1, "CP102": 2, "CP101": 2}

    def changes(self, place: Place) -> Iterator[Change]:
        depth = place.case.depth
        layers = [place.finding.layer] if place.finding.layer else list(range(1, depth + 1))
        for activation in dict.fromkeys(place.names.activation(layer) for layer in layers):
            for node, doubt in of_one_operand(place):
                name = place.segment(operands(node)[0])
                for formulas in (BY_A, BY_Z):
                    if activation in formulas:
                        formula = formulas[activation].replace("np.", place.numpy + ".")
                        yield place.replaced(node, fitting(place, node, formula.format(name)), doubt)


def of_one_operand(place: Place) -> Iterator[tuple[ast.expr, int]]:
    """Arithmetic with constants and one operand alone; where a half is missing, an operand as well."""
    for node, doubt in place.expressions():
        half = place.finding.code == "CP108" and isinstance(node, Operand) and isinstance(node.ctx, ast.Load)
        arithmetic = half or isinstance(node, ast.BinOp | ast.Compare | ast.Call | ast.IfExp)
        if arithmetic and len(place.segment(node)) <= LONGEST and one_operand(place, node):
            yield node, doubt


def one_operand(place: Place, node: ast.expr) -> bool:
    return len({place.segment(operand) for operand in operands(node)}) == 1


def fitting(place: Place, node: ast.expr, formula: str) -> str:
    """Without the outer brackets where the place has its own."""
    before, after = (
        place.text[place.start(node) - 1 : place.start(node)],
        place.text[place.end(node) : place.end(node) + 1],
    )
    alone = isinstance(place.parents.get(node), ast.stmt | ast.Lambda)
    if (alone or (before == "(" and after == ")")) and formula.startswith("(") and formula.endswith(")"):
        return formula[1:-1]
    return formula if formula.startswith("(") or alone or before == "(" else f"({formula})"
