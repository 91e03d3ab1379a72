"""Only the diagonal of softmax's Jacobian, with cross-entropy's derivative or with the difference."""

import ast
from collections.abc import Iterator

from tests.read.measure.edits import Edit
from tests.read.measure.mutation import Mutation
from tests.read.measure.source import Source


def mutations(source: Source) -> Iterator[Mutation]:
    if "softmax" not in source.activations[-1:]:
        return
    for place in source.places("delta"):
        if place.label.layers != (source.depth,):
            continue
        for node in source.inside(place.span, ast.BinOp):
            if isinstance(node.op, ast.Sub):
                p, t = (source.piece(source.grouped(source.span(side))) for side in (node.left, node.right))
                lines = source.lines_with("delta", layers={source.depth})
                span = source.grouped(source.span(node))
                yield Mutation(
                    [Edit(*span, f"({p} - {t}) * {p} * (1 - {p})")], ["CP104", "CP108"], lines, optional=["CP105"]
                )
                yield Mutation([Edit(*span, f"(-{t} * (1 - {p}))")], ["CP104"], lines)
