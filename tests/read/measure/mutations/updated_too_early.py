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
                if above and not busy and not changes_bias(source, innermost(source, update)):
                    edits = source.put_before(update, reading)
                    texts = [source.first_line(update), source.first_line(innermost(source, update))]
                    yield Mutation(edits, ["CP205"], [reading.lineno], texts=texts)


def innermost(source: Source, statement: ast.stmt) -> ast.stmt:
    """The statement itself that changes the parameter."""
    start, end = source.span(statement)
    return next(
        each for each in source.statements("update") if start <= source.span(each)[0] and source.span(each)[1] <= end
    )


def blocks(source: Source) -> Iterator[list[ast.stmt]]:
    for node in ast.walk(source.tree):
        for name in ("body", "orelse"):
            block = getattr(node, name, None)
            if isinstance(block, list) and len(block) > 1:
                yield block
