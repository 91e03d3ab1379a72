"""A factor more or less: a division by the rows, a mask, a constant, one half of a(1 - a)."""

import ast
from collections import Counter
from collections.abc import Iterator
from typing import ClassVar

from clearprop.read.fixes.change import Change, Piece
from clearprop.read.fixes.edits.base import Edit
from clearprop.read.fixes.edits.slopes import times, values
from clearprop.read.fixes.place import Place

MOST = 8


class WithoutFactor(Edit):
    """``dZ @ A.T / m`` → ``dZ @ A.T``."""

    codes: ClassVar[dict[str, int]] = {
        "CP302": 0,
        "CP105": 0,
        "CP108": 1,
        "CP304": 0,
        "CP107": 3,
        "CP307": 1,
        "CP308": 1,
        "CP103": 2,
        "CP206": 2,
    }

    def changes(self, place: Place) -> Iterator[Change]:
        for node, doubt in place.expressions():
            if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mult | ast.Div):
                yield Change((Piece(closing(place, node.left), place.end(node), ""),), doubt)
                if isinstance(node.op, ast.Mult):
                    yield Change((Piece(place.start(node), opening(place, node.right), ""),), doubt)
                    if isinstance(node.left, ast.BinOp) and isinstance(node.left.op, ast.Mult):  # a(1 - a) is two
                        yield Change((Piece(closing(place, node.left.left), place.end(node), ""),), doubt)
        yield from together(place)


def together(place: Place) -> Iterator[Change]:
    """Of all statements nearby that end in the same division, each without it."""
    ends: dict[str, list[Piece]] = {}
    for statement, _ in place.statements:
        for other in place.block(statement):
            value = getattr(other, "value", None)
            if isinstance(value, ast.BinOp) and isinstance(value.op, ast.Mult | ast.Div):
                piece = Piece(closing(place, value.left), place.end(value), "")
                ends.setdefault(place.text[piece.start : piece.end], []).append(piece)
    for pieces in ends.values():
        unique = tuple(dict.fromkeys(pieces))
        for first in range(len(unique)):
            for last in range(first + 2, len(unique) + 1):
                yield Change(unique[first:last], 1)


def closing(place: Place, node: ast.expr) -> int:
    """The offset after a node and the brackets that are around it alone."""
    at, text = place.end(node), place.text
    start = place.start(node)
    while True:
        after = at + len(text[at:]) - len(text[at:].lstrip(" "))
        before = len(text[:start].rstrip(" "))
        if (
            text[after : after + 1] != ")"
            or text[before - 1 : before] != "("
            or text[before - 2 : before - 1].isalnum()
        ):
            return at
        at, start = after + 1, before - 1


def opening(place: Place, node: ast.expr) -> int:
    """The offset where a node and the brackets around it alone begin."""
    at, text, end = place.start(node), place.text, place.end(node)
    while True:
        before = len(text[:at].rstrip(" "))
        after = end + len(text[end:]) - len(text[end:].lstrip(" "))
        if (
            text[before - 1 : before] != "("
            or text[after : after + 1] != ")"
            or text[before - 2 : before - 1].isalnum()
        ):
            return at
        at, end = before - 1, after + 1


class WithFactor(Edit):
    """``return grad`` → ``return grad * self.mask``, ``dW = X.T @ d`` → ``dW = X.T @ d / m``."""

    codes: ClassVar[dict[str, int]] = {"CP108": 0, "CP302": 0, "CP206": 2, "CP308": 2}

    def changes(self, place: Place) -> Iterator[Change]:
        factors = written(place, ast.Mult)
        divisors = written(place, ast.Div)
        for node, doubt in anywhere(place):
            if place.finding.code == "CP108":
                yield from (times(place, node, factor, doubt) for factor in factors)
            yield from (divided(place, node, divisor, doubt + 1) for divisor in divisors)


def anywhere(place: Place) -> Iterator[tuple[ast.expr, int]]:
    """The statements' values; where something is missing, also what functions return that pass a gradient on."""
    yield from values(place)
    if place.finding.code == "CP108":
        for node in ast.walk(place.source.tree):
            if isinstance(node, ast.Return) and isinstance(node.value, ast.Name):
                yield node.value, 0


PLAIN = ast.Name | ast.Attribute | ast.Call | ast.Constant | ast.Subscript


def written(place: Place, kind: type[ast.operator]) -> list[str]:
    """What the script multiplies with, or divides by, the commonest first."""
    products = [node for node in place.whole() if isinstance(node, ast.BinOp) and isinstance(node.op, kind)]
    found = Counter(place.segment(node.right) for node in products if isinstance(node.right, PLAIN))
    return [text for text, _ in found.most_common(MOST)]


def divided(place: Place, node: ast.expr, divisor: str, doubt: int) -> Change:
    change = times(place, node, divisor, doubt)
    text = change.pieces[0].new
    return place.replaced(node, text[: -len(divisor) - 3] + f" / {divisor}", doubt)
