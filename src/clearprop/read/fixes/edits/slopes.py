"""Multiply by the activation's derivative: the code's own where there is one, else its formula in the code's names."""

import ast
import re
from collections.abc import Iterator
from typing import ClassVar

from clearprop.read.fixes.change import Change
from clearprop.read.fixes.edits.base import Edit
from clearprop.read.fixes.edits.formulas import BY_A, BY_Z
from clearprop.read.fixes.place import Place, within

FAR = 2


class MultiplyBySlope(Edit):
    """``dZ1 = W2.T @ dZ2`` → ``dZ1 = W2.T @ dZ2 * (1 - A1 ** 2)``."""

    codes: ClassVar[dict[str, int]] = {"CP101": 0, "CP105": 0, "CP108": 2, "CP107": 2, "CP106": 3}

    def changes(self, place: Place) -> Iterator[Change]:
        for node, doubt in values(place):
            endless = tuple(f"{owner}{name}(" for name in place.functions_around(node) for owner in ("", "self."))
            for factor, more in slopes(place):
                if not factor.startswith(endless):
                    yield times(place, node, factor, doubt + more)


def values(place: Place) -> Iterator[tuple[ast.expr, int]]:
    """What a statement binds: its right-hand side, the element of a comprehension, what is appended or returned."""
    for statement, doubt in place.statements:
        if isinstance(statement, ast.Assign | ast.AugAssign | ast.Return) and statement.value is not None:
            value = statement.value
            yield (value.elt if isinstance(value, ast.ListComp) else value), doubt
        for node in within(statement):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "append":
                yield from ((argument, doubt) for argument in node.args[:1])


def times(place: Place, node: ast.expr, factor: str, doubt: int) -> Change:
    text = place.segment(node)
    plain = not isinstance(node, ast.IfExp | ast.Lambda | ast.Compare | ast.BoolOp) and not (
        isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add | ast.Sub)
    )
    return place.replaced(node, f"{text} * {factor}" if plain else f"({text}) * {factor}", doubt)


def slopes(place: Place) -> Iterator[tuple[str, int]]:
    """(φ' of the finding's layer as text, doubt)."""
    layer = place.finding.layer or place.case.depth
    for text in own_slopes(place):
        for other in renamed(place, text, layer):
            yield other, 0
    activation = place.names.activation(layer)
    for letter, formulas in (("a", BY_A), ("z", BY_Z)):
        formula = formulas.get(activation, "").replace("np.", place.numpy + ".")
        if formula:
            bound = place.names.bound.get((letter, layer), [])
            yield from ((formula.format(name), 0) for name in bound)
            yield from ((formula.format(name), FAR) for name in place.scope[:6] if name not in bound)


def own_slopes(place: Place) -> list[str]:
    """Calls of functions that are named like a derivative, and products that look like a(1 - a)."""
    found = []
    for node in place.whole():
        if isinstance(node, ast.Call) and DERIVATIVE.search(place.segment(node.func)):
            found.append(place.segment(node))
    return list(dict.fromkeys(found))


DERIVATIVE = re.compile(r"prime|deriv|slope|grad|backward|^d_?(sig|tanh|relu|act)|_d$|_p$", re.IGNORECASE)


def renamed(place: Place, text: str, layer: int) -> Iterator[str]:
    """The text as it would be written for the layer."""
    yield text
    for (letter, other), names in place.names.bound.items():
        for name in names:
            if other != layer and name in text:
                yield from (text.replace(name, own) for own in place.names.bound.get((letter, layer), []))
    for number in re.findall(r"\d+", text):
        if int(number) != layer:
            yield text.replace(number, str(layer))
