"""Another layer's activation as the factor of a weight's gradient."""

import ast
from collections.abc import Iterator

from tests.read.measure.edits import Edit
from tests.read.measure.mutation import Mutation
from tests.read.measure.source import TARGETS, Source


def signals(source: Source) -> list[str]:
    """Every layer's activation by name, and what goes into the first layer."""
    outputs = source.targets("activation")
    weights = set(source.updated)
    first = [place for place in source.places("pre_activation") if place.label.layers == (1,)]
    used = [source.of(node) for place in first for node in source.inside(place.span, ast.Name)]
    given = [name for name in used if name not in weights and name not in ("np", "sum", "zip") and name not in outputs]
    gradients = {source.of(node) for place in source.places("weight_gradient") for node in source.inside(place.span, *TARGETS)}
    return list(dict.fromkeys([*outputs, *(name for name in given if name in gradients)]))


def mutations(source: Source) -> Iterator[Mutation]:
    known = signals(source)
    for place in source.places("weight_gradient"):
        lines = [place.label.line]
        for old in known:
            for span in source.named(place.span, old):
                yield from (Mutation([Edit(*span, new)], ["CP203"], lines) for new in known if new != old)
        for node in source.inside(place.span, ast.Subscript):
            index = source.of(node.slice)
            if index.endswith(" - 1"):
                yield Mutation([Edit(*source.span(node.slice), index[: -len(" - 1")])], ["CP203"], lines)
