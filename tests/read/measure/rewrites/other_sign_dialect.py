"""Target minus output with the updates added, for output minus target with the updates subtracted, and back."""

import ast
from collections.abc import Iterator

from tests.read.measure.edits import Edit
from tests.read.measure.mutations.wrong_sign import turned
from tests.read.measure.source import Source


def edits(source: Source) -> Iterator[Edit]:
    differences = []
    for place in source.places("activation_gradient", "delta"):
        if place.label.layers == (source.depth,):
            found = [node for node in source.inside(place.span, ast.BinOp) if isinstance(node.op, ast.Sub)]
            differences += [node for node in found if not isinstance(node.left, ast.Constant)][:1]
    updates = [turned(source, statement) for statement in source.statements("update")]
    if not differences or not all(updates):
        return
    yield from updates
    for node in dict.fromkeys(differences):
        yield Edit(*source.span(node), f"{source.of(node.right)} - {source.of(node.left)}")
