"""The next layer's weights change before the error is propagated through them."""

import ast
from collections.abc import Iterator

from tests.read.measure.mutation import Mutation
from tests.read.measure.mutations.parameter_not_updated import changes_bias
from tests.read.measure.source import Source


def mutations(source: Source) -> Iterator[Mutation]:
    for block in blocks(source):
        for number, reading in enumerate(block):
            layers = source.layers_of(reading, "activation_gradient") - {source.depth}
            for update in block[number + 1 :]:
                above = source.layers_of(update, "update") & {layer + 1 for layer in layers}
                busy = source.layers_of(update, "activation_gradient", "delta", "pre_activation")
                waits = source.layers_of(reading, "weight_gradient") & above  # there would be no gradient yet
                weights = [each for each in innermost(source, update) if not changes_bias(source, each)]
                if above and not busy and not waits and weights:
                    edits = source.put_before(update, reading)
                    texts = [source.first_line(each) for each in (update, *weights)]
                    yield Mutation(edits, ["CP205"], [reading.lineno], texts=texts)


def innermost(source: Source, statement: ast.stmt) -> list[ast.stmt]:
    """The statements themselves that change parameters."""
    start, end = source.span(statement)
    return [
        each for each in source.statements("update") if start <= source.span(each)[0] and source.span(each)[1] <= end
    ]


def blocks(source: Source) -> Iterator[list[ast.stmt]]:
    for node in ast.walk(source.tree):
        for name in ("body", "orelse"):
            block = getattr(node, name, None)
            if isinstance(block, list) and len(block) > 1:
                yield block
