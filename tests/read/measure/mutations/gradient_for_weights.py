"""dW where W belongs, in propagating the error."""

import ast
from collections.abc import Iterator

from tests.read.measure.edits import Edit
from tests.read.measure.mutation import Mutation
from tests.read.measure.source import Source


def pairs(source: Source) -> Iterator[tuple[str, str]]:
    """Each weight with its gradient, as texts; of lists of them the names of both lists."""
    for statement in source.statements("update"):
        target = getattr(statement, "target", None) or getattr(statement, "targets", [None])[0]
        if target is None:
            continue
        for other in gradients(source, statement):
            if isinstance(target, ast.Subscript) and isinstance(other, ast.Subscript):
                yield source.of(target.value), source.of(other.value)
            else:
                yield source.of(target), source.of(other)


def gradients(source: Source, update: ast.stmt) -> list[ast.expr]:
    """What the weight's gradient is assigned to: the one that the update names, or the only one of its layers."""
    layers = source.layers_of(update, "update")
    places = [place for place in source.places("weight_gradient") if set(place.label.layers or ()) == layers]
    assigned = [source.statement(place.span) for place in places]
    found = [each.targets[0] for each in assigned if isinstance(each, ast.Assign)]
    named = [each for each in found if source.named(source.span(update), source.of(each))]
    return named or (found if len(found) == 1 else [])


def mutations(source: Source) -> Iterator[Mutation]:
    for weights, gradient in dict.fromkeys(pairs(source)):
        for place in source.places("activation_gradient"):
            if spans := source.named(place.span, weights):
                yield Mutation([Edit(*span, gradient) for span in spans], ["CP202"], [place.label.line])
