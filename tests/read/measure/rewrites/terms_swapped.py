"""``b + a`` for ``a + b`` in the pre-activations."""

import ast
from collections.abc import Iterator

from tests.read.measure.edits import Edit
from tests.read.measure.source import Source


def edits(source: Source) -> Iterator[Edit]:
    for place in source.places("pre_activation"):
        node = source.node_at(place.span)
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
            yield Edit(*place.span, f"{source.of(node.right)} + {source.of(node.left)}")
