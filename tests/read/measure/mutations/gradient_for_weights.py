"""dW where W belongs, in propagating the error."""

import ast
from collections.abc import Iterator

from tests.read.measure.edits import Edit
from tests.read.measure.mutation import Mutation
from tests.read.measure.source import Source


def pairs(source: Source) -> Iterator[tuple[str, str]]:
    """Each weight with its gradient, as texts; of lists of them the names of both lists."""
    for statement in source.statements("update"):
        layers = source.layers_of(statement, "update")
        target = getattr(statement, "target", None) or getattr(statement, "targets", [None])[0]
        for gradient in source.places("weight_gradient"):
            assigned = source.statement(gradient.span)
            if target is None or not isinstance(assigned, ast.Assign) or set(gradient.label.layers or ()) != layers:
                continue
            other = assigned.targets[0]
            if isinstance(target, ast.Subscript) and isinstance(other, ast.Subscript):
                target, other = target.value, other.value
            yield source.of(target), source.of(other)


def mutations(source: Source) -> Iterator[Mutation]:
    for weights, gradient in dict.fromkeys(pairs(source)):
        for place in source.places("activation_gradient"):
            if spans := source.named(place.span, weights):
                yield Mutation([Edit(*span, gradient) for span in spans], ["CP202"], [place.label.line])
