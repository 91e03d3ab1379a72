"""The derivative of another activation: tanh's for sigmoid, sigmoid's for tanh, a step the wrong way round."""

import ast
from collections import Counter
from collections.abc import Iterator

from tests.read.measure.edits import Edit
from tests.read.measure.mutation import Mutation
from tests.read.measure.source import TARGETS, Place, Source


def argument(source: Source, place: Place) -> str | None:
    """What the formula is about: the outermost name, element or call that stands in it most often."""
    nodes = [node for node in source.inside(place.span, *TARGETS, ast.Call) if not arithmetic(node)]
    functions = {node.func for node in source.inside(place.span, ast.Call)}
    inner = {child for node in nodes for child in ast.walk(node) if child is not node}
    found = Counter(source.of(node) for node in nodes if node not in functions and node not in inner)
    return found.most_common(1)[0][0] if found else None


def arithmetic(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and getattr(node.func, "attr", "") in (
        "square",
        "power",
        "where",
        "exp",
        "ones_like",
    )


def instead(source: Source, place: Place, activation: str) -> Iterator[str]:
    text, value = source.piece(place.span), argument(source, place)
    if value == text or value is None:
        return
    if activation == "sigmoid" and text.count(value) == 2:
        yield f"(1 - {value} ** 2)"
    elif activation == "tanh":
        yield f"{value} * (1 - {value})"
        yield f"(1 - {value})"
    elif activation in ("relu", "leaky_relu"):
        yield f"({text.replace('<', chr(0)).replace('>', '<').replace(chr(0), '>')})"


def mutations(source: Source) -> Iterator[Mutation]:
    for place in source.places("activation_derivative"):
        layers = set(place.label.layers or range(1, source.depth + 1))
        activations = {source.activations[layer - 1] for layer in layers if layer <= source.depth}
        lines = [place.label.line, *source.lines_with("delta", "activation_derivative", layers=layers)]
        if len(activations) == 1:
            span = source.grouped(place.span)
            for new in instead(source, place, activations.pop()):
                yield Mutation([Edit(*span, new)], ["CP103"], lines)
