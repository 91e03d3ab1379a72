"""An update that is not there, written like its neighbour's; a counter that is never moved on."""

import ast
import re
from collections.abc import Iterator
from typing import ClassVar

from clearprop.read.fixes.change import Change
from clearprop.read.fixes.edits.base import Edit
from clearprop.read.fixes.place import Place


class UpdateLikeNeighbour(Edit):
    """Below ``W2 -= lr * dW2`` a line ``b2 -= lr * db2``, as it stands for the other layer."""

    codes: ClassVar[dict[str, int]] = {"CP303": 0, "CP305": 0}

    def changes(self, place: Place) -> Iterator[Change]:
        for statement in ast.walk(place.source.tree):
            if isinstance(statement, ast.AugAssign | ast.Assign) and "=" in place.segment(statement):
                for other in respelt(place.segment(statement)):
                    if other not in place.text:
                        yield place.inserted(
                            place.below(statement), place.indent(statement) + other, distance(place, statement)
                        )


def respelt(text: str) -> Iterator[str]:
    """The statement for the next layer, or for the bias."""
    for old, new in (("W", "b"), ("w", "b"), ("weights", "biases"), ("weights", "bias")):
        pattern = rf"(?:(?<![a-zA-Z])|(?<=d)){old}(?![a-z])"
        if re.search(pattern, text):
            yield re.sub(pattern, new, text)
    for number in dict.fromkeys(re.findall(r"(?<=[a-zA-Z])\d", text)):
        for by in (1, -1):
            yield re.sub(rf"(?<=[a-zA-Z]){number}", str(int(number) + by), text)


def distance(place: Place, statement: ast.stmt) -> int:
    return min(abs(statement.lineno - place.finding.line), 8) // 2


class Counted(Edit):
    """``t += 1`` at the head of the loop."""

    codes: ClassVar[dict[str, int]] = {"CP308": 0}

    def changes(self, place: Place) -> Iterator[Change]:
        powers = [node for node in place.whole() if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Pow)]
        exponents = {place.segment(node.right) for node in powers if isinstance(node.right, ast.Name | ast.Attribute)}
        for name in sorted(exponents):
            for loop in ast.walk(place.source.tree):
                if isinstance(loop, ast.For | ast.While):
                    first, last = loop.body[0], loop.body[-1]
                    yield place.inserted(place.line_start(first), f"{place.indent(first)}{name} += 1")
                    yield place.inserted(place.below(last), f"{place.indent(last)}{name} += 1")
