"""The sum over the next layer's units, or over two branches, is cut short."""

import ast
from collections.abc import Iterator

from tests.read.measure.edits import Edit
from tests.read.measure.mutation import Mutation
from tests.read.measure.mutations.parameter_not_updated import whole_pass
from tests.read.measure.source import Place, Source


def mutations(source: Source) -> Iterator[Mutation]:
    for place in source.places("activation_gradient"):
        layers = place.label.layers or ()
        units = [source.expected.layers[layer]["units"] for layer in layers if layer < source.depth]
        if units and max(filter(None, units), default=1) > 1:
            yield from shortened_sums(source, place)
        if layers != (source.depth,):
            yield from branches(source, place)


def shortened_sums(source: Source, place: Place) -> Iterator[Mutation]:
    for node in source.inside(place.span, ast.GeneratorExp):
        lines = [place.label.line]
        yield Mutation([cut(source, node.generators[0].iter)], ["CP208"], lines)
    statement = source.statement(place.span)
    loop = next(source.around(statement, ast.For), None)
    if isinstance(statement, ast.AugAssign) and loop and not whole_pass(source, loop):
        yield Mutation([cut(source, loop.iter)], ["CP208"], [place.label.line, loop.lineno])


def cut(source: Source, iterated: ast.expr) -> Edit:
    """Without the last element."""
    text = source.of(iterated)
    if text.startswith("range(") and isinstance(iterated, ast.Call) and len(iterated.args) == 1:
        return Edit(*source.span(iterated), f"range({source.of(iterated.args[0])} - 1)")
    simple = isinstance(iterated, ast.Name | ast.Attribute | ast.Subscript)
    return Edit(*source.span(iterated), f"{text}[:-1]" if simple else f"list({text})[:-1]")


def branches(source: Source, place: Place) -> Iterator[Mutation]:
    """One of two terms of a sum left out."""
    node = source.node_at(place.span)
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        for kept in (node.left, node.right):
            yield Mutation([Edit(*place.span, source.of(kept))], ["CP208"], [place.label.line])
