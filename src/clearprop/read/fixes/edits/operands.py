"""Another operand in the place of one: a for z, W1 for W2, dW for W, one element further."""

import ast
import re
from collections.abc import Iterator
from typing import ClassVar

from clearprop.read.fixes.change import Change
from clearprop.read.fixes.edits.base import Edit
from clearprop.read.fixes.place import Operand, Place

OTHER = {
    "CP102": 0, "CP201": 1, "CP202": 0, "CP203": 0, "CP204": 2, "CP206": 2, "CP306": 0, "CP304": 1, "CP209": 0,
    "CP205": 2, "CP107": 1, "CP103": 2, "CP106": 1, "CP308": 1, "CP310": 2, "CP108": 2, "CP302": 2,
}  # fmt: skip
LETTERS = (("z", "a"), ("Z", "A"), ("in", "out"), ("net", "out"), ("total", "output"), ("pre", "post"))
NEAR = 8
"""Other operands nearby that are tried when nothing speaks for them."""


class OtherOperand(Edit):
    """``sigmoid_derivative(z1)`` → ``sigmoid_derivative(a1)``."""

    codes: ClassVar[dict[str, int]] = OTHER

    def changes(self, place: Place) -> Iterator[Change]:
        for statement, doubt in place.statements:
            for node in place.within_operands(statement):
                text = place.segment(node)
                for other, more in others(place, node, text):
                    if other != text:
                        yield place.replaced(node, other, doubt + more)


def others(place: Place, node: Operand, text: str) -> Iterator[tuple[str, int]]:
    """(what could stand there instead, doubt)."""
    yield from ((other, 0) for other in by_role(place, text))
    yield from ((other, 1) for other in respelt(text) if other in place.text)
    yield from ((other, 1) for other in moved(place, node, text))
    yield from ((other, 2) for other in siblings(place, node, text))
    yield from ((other, 4) for other in place.scope[:NEAR])


def by_role(place: Place, text: str) -> Iterator[str]:
    """What the quantities are called: a for z and back, the input of a layer for another one's, the weights of a layer."""
    layer = place.finding.layer or place.case.depth
    bound = place.names.bound
    for (letter, own), names in bound.items():
        if text in names:
            yield from bound.get(("a" if letter == "z" else "z", own), [])
    if place.finding.code in ("CP203", "CP201", "CP304"):
        yield from bound.get(("a", layer - 1), [])
    if place.finding.code in ("CP202", "CP204", "CP201"):
        for number in (layer, layer + 1):
            yield from place.names.parameters.get((number, True), [])


def respelt(text: str) -> Iterator[str]:
    """Names that differ by a number, by a d in front, or by the letter of the other quantity."""
    for match in re.finditer(r"\d+", text):
        for number in (int(match[0]) - 1, int(match[0]) + 1):
            yield text[: match.start()] + str(number) + text[match.end() :]
    for prefix in ("d", "d_", "grad_", "g", "m", "v", "delta_"):
        yield text.removeprefix(prefix)
        yield prefix + text
    for one, other in LETTERS:
        for old, new in ((one, other), (other, one)):
            if old in text:
                yield text.replace(old, new, 1)


def moved(place: Place, node: Operand, text: str) -> Iterator[str]:
    """One element further or back."""
    if not isinstance(node, ast.Subscript) or isinstance(node.slice, ast.Slice | ast.Tuple):
        return
    index, base = place.segment(node.slice), text[: place.start(node.slice) - place.start(node)]
    if isinstance(node.slice, ast.Constant) and isinstance(node.slice.value, int):
        yield from (f"{base}{node.slice.value + by}]" for by in (1, -1) if node.slice.value + by >= 0)
    elif isinstance(node.slice, ast.BinOp):
        yield f"{base}{place.segment(node.slice.left)}]"
    elif not isinstance(node.slice, ast.Constant):
        yield from (f"{base}{index} {sign} 1]" for sign in "+-")


def siblings(place: Place, node: Operand, text: str) -> Iterator[str]:
    """Other attributes or keys of the same thing that the script uses."""
    if isinstance(node, ast.Attribute):
        base = place.segment(node.value)
        yield from same_base(place, rf"{re.escape(base)}\.(\w+)(?![\w(])", base + ".{}")
    if isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Constant) and isinstance(node.slice.value, str):
        base = place.segment(node.value)
        yield from same_base(place, r"\[(\"\w+\"|'\w+')\]", base + "[{}]")


def same_base(place: Place, pattern: str, form: str) -> Iterator[str]:
    for found in dict.fromkeys(re.findall(pattern, place.text)):
        yield form.format(found)
