"""The squared error where its derivative belongs."""

import ast
from collections.abc import Iterator

from tests.read.measure.edits import Edit
from tests.read.measure.mutation import Mutation
from tests.read.measure.source import Source
from tests.read.measure.spans import Span


def mutations(source: Source) -> Iterator[Mutation]:
    if not source.squared:
        return
    for place in source.places("activation_gradient", "delta"):
        node = source.node_at(place.span)
        if place.label.layers != (source.depth,) or not isinstance(node, ast.BinOp) or not isinstance(node.op, ast.Sub):
            continue
        lines = source.lines_with("activation_gradient", "delta", layers={source.depth})
        for span in places_of(source, place.span):
            text = source.piece(span)
            power = f"{text} ** 2" if text.isidentifier() else f"({text}) ** 2"
            yield Mutation([Edit(*source.grouped(span), f"(0.5 * {power})")], ["CP106"], [source.line(span), *lines])


def places_of(source: Source, span: Span) -> list[Span]:
    """The difference itself; its uses in the backward pass, where the loss is computed from it, too."""
    statement = source.statement(span)
    name = source.of(statement.targets[0]) if isinstance(statement, ast.Assign) else None
    shared = name and any(
        source.named(source.span(source.statement(place.span)), name) for place in source.places("loss")
    )
    if not shared:
        return [span]
    backward = [
        place.span for place in source.places("delta", "weight_gradient") if source.depth in (place.label.layers or ())
    ]
    return [found for each in backward for found in source.named(each, name)]
