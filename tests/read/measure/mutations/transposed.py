"""Weights or a gradient transposed: silent in square layers, and where indices happen to fit."""

import ast
from collections.abc import Iterator

from tests.read.measure.edits import Edit
from tests.read.measure.mutation import Mutation
from tests.read.measure.source import Source


def turned(source: Source, node: ast.AST, weights: set[str]) -> Edit | None:
    match node:
        case ast.Attribute(attr="T"):
            return Edit(*source.span(node), source.of(node.value))
        case ast.Subscript(value=ast.Subscript() as inner) if node.slice and inner.slice:
            text = f"{source.of(inner.value)}[{source.of(node.slice)}][{source.of(inner.slice)}]"
            return Edit(*source.span(node), text)
        case ast.Name() | ast.Attribute() if source.of(node) in weights and source.text[source.span(node)[1] :][
            :1
        ] not in (".", "["):
            return Edit(*source.span(node), f"{source.of(node)}.T")
    return None


def mutations(source: Source) -> Iterator[Mutation]:
    weights = set(source.updated)
    for place in source.places("activation_gradient"):
        if place.label.layers == (source.depth,):
            continue
        for node in source.inside(place.span, ast.Attribute, ast.Subscript, ast.Name):
            if edit := turned(source, node, weights):
                yield Mutation([edit], ["CP204"], [place.label.line])
    for place in source.places("weight_gradient"):
        yield Mutation([Edit(*place.span, f"({source.piece(place.span)}).T")], ["CP204"], [place.label.line])
