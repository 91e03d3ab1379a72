"""One loss is computed and another descended: σ' under cross-entropy, or none of it under squared error."""

import ast
from collections.abc import Iterator

from tests.read.measure.edits import Edit
from tests.read.measure.mutation import Mutation
from tests.read.measure.source import Source


def difference(source: Source) -> tuple[ast.BinOp, str, str] | None:
    """Prediction minus target at the output, and both texts."""
    outputs = source.targets("activation", source.depth)
    for place in source.places("delta", "activation_gradient"):
        if place.label.layers != (source.depth,):
            continue
        for node in source.inside(place.span, ast.BinOp):
            sides = [source.of(node.left), source.of(node.right)]
            numbers = any(isinstance(side, ast.Constant) for side in (node.left, node.right))
            if isinstance(node.op, ast.Sub) and not numbers and (known := [side for side in sides if side in outputs]):
                return node, known[0], next(side for side in sides if side != known[0])
    return None


def mutations(source: Source) -> Iterator[Mutation]:
    found = difference(source)
    if source.activations[-1:] != ["sigmoid"] or not source.places("loss") or not found:
        return
    node, p, t = found
    lines = source.lines_with("loss", "delta", "activation_gradient")
    if source.expected.losses == ("binary_cross_entropy",):
        new = f"({source.of(node)}) * {p} * (1 - {p})"
        yield Mutation([Edit(*source.grouped(source.span(node)), new)], ["CP105"], lines, verdicts=["correct"])
    for place in source.places("loss"):
        if source.piece(place.span).startswith("np."):
            yield Mutation([Edit(*place.span, other_loss(source, p, t))], ["CP105"], lines, verdicts=["correct"])


def other_loss(source: Source, p: str, t: str) -> str:
    if source.expected.losses == ("binary_cross_entropy",):
        return f"0.5 * np.sum(({p} - {t}) ** 2)"
    return f"-np.sum({t} * np.log({p}) + (1 - {t}) * np.log(1 - {p}))"
