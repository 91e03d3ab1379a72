"""The hidden layer is told another error than the output: without the output's derivative, or with one too many."""

from collections.abc import Iterator

from tests.read.measure.edits import Edit
from tests.read.measure.mutation import Mutation
from tests.read.measure.source import Source


def mutations(source: Source) -> Iterator[Mutation]:
    if source.depth < 2 or source.activations[-1:] != ["sigmoid"]:
        return
    for place in source.places("activation_gradient"):
        if place.label.layers != (source.depth - 1,):
            continue
        deltas = source.targets("delta", source.depth)
        for span in source.named(place.span, deltas[0]) if len(deltas) == 1 else []:
            yield from (Mutation([Edit(*span, new)], ["CP107"], [place.label.line]) for new in signals(source))


def signals(source: Source) -> list[str]:
    """The signal of the other loss."""
    if source.squared:
        return source.targets("activation_gradient", source.depth)
    deltas, outputs = source.targets("delta", source.depth), source.targets("activation", source.depth)
    return [f"({delta} * {a} * (1 - {a}))" for delta in deltas for a in outputs]
