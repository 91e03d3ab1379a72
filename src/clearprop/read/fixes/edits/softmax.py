"""Softmax's whole Jacobian instead of its diagonal."""

import ast
from collections.abc import Iterator
from typing import ClassVar

from clearprop.read.fixes.change import Change
from clearprop.read.fixes.edits.base import Edit
from clearprop.read.fixes.place import Place


class WholeJacobian(Edit):
    """``(p - y) * p * (1 - p)`` → ``p * ((p - y) - np.sum((p - y) * p, axis=1, keepdims=True))``, and the same in loops."""

    codes: ClassVar[dict[str, int]] = {"CP104": 0}

    def changes(self, place: Place) -> Iterator[Change]:
        for node, doubt in place.expressions():
            if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mult) and isinstance(node.left, ast.BinOp):
                p, error = place.segment(node.left.right), place.segment(node.left.left)
                if isinstance(node.left.op, ast.Mult) and p in place.segment(node.right):
                    yield from jacobians(place, node, p, error if error[:1] == "(" else f"({error})", doubt)


def jacobians(place: Place, node: ast.BinOp, p: str, error: str, doubt: int) -> Iterator[Change]:
    loop = place.parents.get(node)
    if isinstance(loop, ast.ListComp):
        variable, over = place.segment(loop.generators[0].target), place.segment(loop.generators[0].iter)
        if isinstance(loop.generators[0].target, ast.Name):
            inner = element(f"{error} * {p}", variable)
            yield place.replaced(node, f"{p} * ({error} - sum({inner} for {variable * 2} in {over}))", doubt)
    for axis in ("axis=1, keepdims=True", "axis=0, keepdims=True", ""):
        yield place.replaced(
            node, f"{p} * ({error} - {place.numpy}.sum({error} * {p}{', ' if axis else ''}{axis}))", doubt
        )


def element(text: str, variable: str) -> str:
    """The same with the index doubled, so that it is another one."""
    return text.replace(f"[{variable}]", f"[{variable * 2}]")
