"""A derivative applied twice, half of it left out, or dropout's mask or scale forgotten on the way back."""

import ast
import re
from collections.abc import Iterator

from tests.read.measure.edits import Edit
from tests.read.measure.mutation import Mutation
from tests.read.measure.source import Place, Source

DROPPED = re.compile(r"mask|keep|drop", re.IGNORECASE)


def mutations(source: Source) -> Iterator[Mutation]:
    for place in source.places("activation_derivative"):
        lines = [place.label.line, *source.lines_with("delta", layers=set(place.label.layers or ()))]
        span = source.grouped(place.span)
        if source.is_factor(place.span):
            text = source.piece(span)
            yield Mutation([Edit(*span, f"{text} * {text}")], lines=lines, **twice(source, place))
        for half in halves(source, place):
            yield Mutation([Edit(*place.span, half)], ["CP108", "CP103"], lines)
    for place in source.places("activation_gradient", "delta"):
        yield from without_dropout(source, place)


def twice(source: Source, place: Place) -> dict[str, list[str]]:
    """Under cross-entropy one φ' too many at a sigmoid output is the gradient of the squared error."""
    layers = place.label.layers or tuple(range(1, source.depth + 1))
    if "binary_cross_entropy" not in source.expected.losses or source.depth not in layers:
        return {"codes": ["CP108"]}
    if layers == (source.depth,):
        return {"codes": ["CP105"] if source.places("loss") else [], "verdicts": ["correct"]}
    return {"codes": ["CP108"], "optional": ["CP105"]}


def halves(source: Source, place: Place) -> list[str]:
    """The two factors of ``a * (1 - a)``."""
    match = re.fullmatch(r"(.+?) \* \((1(?:\.0)? - (.+))\)", source.piece(place.span))
    return [match[1], f"({match[2]})"] if match and match[1] == match[3] else []


def without_dropout(source: Source, place: Place) -> Iterator[Mutation]:
    for node in source.inside(place.span, ast.BinOp):
        named = isinstance(node.right, ast.Name | ast.Attribute) and DROPPED.search(source.of(node.right))
        if named and isinstance(node.op, ast.Mult | ast.Div):
            edit = Edit(source.span(node.left)[1], source.span(node.right)[1], "")
            codes = ["CP108"] if isinstance(node.op, ast.Mult) else ["CP108", "CP302"]
            yield Mutation([edit], codes, [place.label.line])
