"""``b * a`` for ``a * b`` in the updates and the gradients."""

import ast
from collections.abc import Iterator

from tests.read.measure.edits import Edit
from tests.read.measure.source import Source


def edits(source: Source) -> Iterator[Edit]:
    done: list[tuple[int, int]] = []
    for place in source.places("update", "weight_gradient", "activation_gradient", "delta"):
        for node in source.inside(place.span, ast.BinOp):
            span = source.span(node)
            if isinstance(node.op, ast.Mult) and not any(start < span[1] and span[0] < end for start, end in done):
                done.append(span)
                yield Edit(*span, f"{operand(source, node.right)} * {operand(source, node.left)}")


def operand(source: Source, node: ast.expr) -> str:
    text = source.of(node)
    return f"({text})" if isinstance(node, ast.BinOp | ast.UnaryOp | ast.Compare | ast.IfExp) else text
