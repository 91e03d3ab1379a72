"""Another seed."""

import ast
from collections.abc import Iterator

from tests.read.measure.edits import Edit
from tests.read.measure.source import Source

SEEDED = ("seed", "default_rng", "RandomState", "Random")


def edits(source: Source) -> Iterator[Edit]:
    for node in source.nodes:
        if (
            isinstance(node, ast.Call)
            and getattr(node.func, "attr", getattr(node.func, "id", "")) in SEEDED
            and node.args
        ) and isinstance(node.args[0], ast.Constant):
            yield Edit(*source.span(node.args[0]), str(node.args[0].value + 100))
