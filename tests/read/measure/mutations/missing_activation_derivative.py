"""The factor φ' is left out: of a hidden layer, of the output, or of the line that serves both."""

import ast
from collections.abc import Iterator

from tests.read.measure.mutation import Mutation
from tests.read.measure.source import Place, Source
from tests.read.measure.spans import Span


def uses(source: Source, place: Place) -> list[Span]:
    """Where the derivative is a factor: itself, or the name that it was given."""
    if source.is_factor(place.span):
        return [place.span]
    statement = source.statement(place.span)
    if not isinstance(statement, ast.Assign) or source.span(statement.value) != place.span:
        return []
    name = source.of(statement.targets[0])
    loaded = [
        node for node in source.nodes if isinstance(getattr(node, "ctx", None), ast.Load) and source.of(node) == name
    ]
    return [source.span(node) for node in loaded if source.is_factor(source.span(node))]


def expected(source: Source, layers: set[int]) -> dict[str, tuple[str, ...]]:
    """At a sigmoid output under squared error what remains is cross-entropy's gradient, if all units share the line."""
    at_sigmoid_output = source.activations[-1:] == ["sigmoid"] and source.squared
    shared = len([each for each in source.statements("delta") if source.depth in source.layers_of(each, "delta")]) == 1
    if not at_sigmoid_output or source.depth not in layers or not shared:
        return {"codes": ("CP101",), "verdicts": ("wrong",)}
    if layers != {source.depth}:
        return {"codes": ("CP101",), "verdicts": ("wrong",), "optional": ("CP105",)}
    return {"codes": ("CP105",) if source.places("loss") else (), "verdicts": ("correct",)}


def mutations(source: Source) -> Iterator[Mutation]:
    for place in source.places("activation_derivative"):
        layers = set(place.label.layers or range(1, source.depth + 1))
        for span in uses(source, place):
            edit = source.without_factor(span)
            said = expected(source, layers)
            lines = [source.line(span), place.label.line, *source.lines_with("delta", layers=layers)]
            lines += source.lines_with("loss") if said["verdicts"] == ("correct",) else []
            yield Mutation([edit], lines=lines, **said)
