"""Another layer's activation as the factor of a weight's gradient."""

import ast
from collections.abc import Iterator

from tests.read.measure.edits import Edit
from tests.read.measure.mutation import Mutation
from tests.read.measure.source import TARGETS, Source
from tests.read.measure.spans import Span


def signals(source: Source) -> dict[str, int]:
    """The activations by name with their layers, and with 0 what goes into the first layer."""
    found = {name: layer for layer in range(1, source.depth + 1) for name in source.targets("activation", layer)}
    first = [place for place in source.places("pre_activation") if place.label.layers == (1,)]
    gradients = {
        source.piece(span) for place in source.places("weight_gradient") for span in factors(source, place.span)
    }
    used = {source.piece(span) for place in first for span in factors(source, place.span)}
    return found | {name: 0 for name in used & gradients if name not in found and name not in source.updated}


def factors(source: Source, span: Span) -> list[Span]:
    """Names and elements; functions, modules and what stands in an index or in ``len`` left out."""
    calls = source.inside(span, ast.Call)
    apart = {call.func for call in calls} | {
        each for call in calls if source.of(call.func) == "len" for each in call.args
    }
    nodes = [node for node in source.inside(span, *TARGETS) if node not in apart and source.of(node) != "np"]
    inner = {child for node in nodes for child in ast.walk(node) if child is not node}
    return [source.span(node) for node in nodes if node not in inner or isinstance(source.parents[node], ast.Attribute)]


def mutations(source: Source) -> Iterator[Mutation]:
    known = signals(source)
    for place in source.places("weight_gradient"):
        lines = [place.label.line]
        for span in factors(source, place.span):
            layer = known.get(source.piece(span))
            taken = layer is not None and layer + 1 in (place.label.layers or [layer + 1])  # else of a derivative
            others = [name for name, other in known.items() if taken and other != layer]
            yield from (Mutation([Edit(*span, new)], ["CP203"], lines) for new in others)
        for node in source.inside(place.span, ast.Subscript):
            index = source.of(node.slice)
            if index.endswith(" - 1"):
                yield Mutation([Edit(*source.span(node.slice), index[: -len(" - 1")])], ["CP203"], lines)
