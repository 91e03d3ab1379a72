"""One branch of a conditional expression in every case."""

import ast
from collections.abc import Iterator
from typing import ClassVar

from clearprop.read.fixes.change import Change
from clearprop.read.fixes.edits.base import Edit
from clearprop.read.fixes.place import Place


class OneBranch(Edit):
    """``slope = 1.0 if last else derivative(a)`` → ``slope = derivative(a)``."""

    codes: ClassVar[dict[str, int]] = {"CP101": 0, "CP105": 0, "CP103": 1, "CP108": 1}

    def changes(self, place: Place) -> Iterator[Change]:
        for node, _ in place.expressions():
            if isinstance(node, ast.IfExp):
                for branch in (node.orelse, node.body):
                    yield place.replaced(node, place.segment(branch))
