"""Entry by entry where a matrix product belongs, and a matrix product where entry by entry belongs."""

import ast
from collections.abc import Iterator

from tests.read.measure.edits import Edit
from tests.read.measure.mutation import Mutation
from tests.read.measure.source import Source


def entrywise(source: Source, node: ast.AST) -> str | None:
    """A matrix product's operands with ``*`` between them."""
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.MatMult):
        return f"({source.of(node.left)}) * ({source.of(node.right)})"
    if (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in ("dot", "outer", "matmul")
    ):
        operands = node.args if source.of(node.func.value) in ("np", "numpy") else [node.func.value, *node.args]
        if len(operands) == 2:
            return " * ".join(f"({source.of(each)})" for each in operands)
    return None


def mutations(source: Source) -> Iterator[Mutation]:
    for place in source.places("activation_gradient", "weight_gradient"):
        for node in source.inside(place.span, ast.BinOp, ast.Call):
            if new := entrywise(source, node):
                yield Mutation([Edit(*source.span(node), f"({new})")], ["CP201"], [place.label.line])
    for place in source.places("delta"):
        node = source.node_at(place.span)
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mult):
            new = f"np.dot({source.of(node.left)}, {source.of(node.right)})"
            yield Mutation([Edit(*place.span, new)], ["CP201"], [place.label.line])
