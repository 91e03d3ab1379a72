"""The update of a bias that is kept still, written like that of the weights beside it."""

import ast
from collections.abc import Iterator
from itertools import zip_longest
from typing import Any, ClassVar

import numpy as np

from clearprop.read.diagnoses.frozen import frozen
from clearprop.read.fixes.change import Change
from clearprop.read.fixes.edits.base import Edit
from clearprop.read.fixes.edits.moves import outwards
from clearprop.read.fixes.place import Place, operands
from clearprop.read.recover.steps import Run

SUMS = (ast.Add, ast.Sub)
NEAR = 6
"""Names around that may be the gradient."""


class UpdateOfBias(Edit):
    """Below ``W1 -= lr * X.T @ d1`` a line ``b1 -= lr * d1.sum(axis=0)``; of every bias that never changes."""

    codes: ClassVar[dict[str, int]] = {"CP303": 0}

    def changes(self, place: Place) -> Iterator[Change]:
        kept = [list(written_for(place, node, role.layer)) for node, role, _ in frozen(place.case)]
        for doubt, alike in enumerate(zip_longest(*(list(dict.fromkeys(each)) for each in kept))):
            pieces = dict.fromkeys(piece for change in alike if change is not None for piece in change.pieces)
            yield Change(tuple(pieces), doubt // 4)


def written_for(place: Place, bias: int, layer: int) -> Iterator[Change]:
    """The lines that may update a bias, below the update of its layer's weights."""
    name = name_of(place, place.case.original, bias)
    for lineage in place.case.of_layer(layer):
        update = place.names.update(lineage)
        update = None if update is None else place.statement_at(update.lineno)
        taken = None if update is None or name is None else rate_and_rest(place, update)
        if taken is None or update is None:
            continue
        sign, rate, rest = taken
        for gradient in gradients(place, rest, np.shape(place.case.original.graph.values[bias])):
            for whole in outwards(place, update):
                line = f"{place.indent(whole)}{name} {sign}= {rate} * {gradient}"
                yield place.inserted(place.below(whole), line)


def name_of(place: Place, run: Run, bias: int) -> str | None:
    """What the bias is called where it is added."""
    for user in run.graph.users[bias]:
        node = run.text.at(run.graph.tape.site(user))
        if isinstance(node, ast.BinOp) and isinstance(node.op, SUMS) and bias in run.graph.operands[user]:
            return place.segment(node.right if run.graph.operands[user].index(bias) else node.left)
    return None


def rate_and_rest(place: Place, update: ast.stmt) -> tuple[str, str, list[ast.expr]] | None:
    """``W -= lr * X.T @ d`` → ("-", "lr", [X.T @ d]); ``w = w + lr * d * x`` → ("+", "lr", [d, x])."""
    step: Any = None
    if isinstance(update, ast.AugAssign) and isinstance(update.op, SUMS):
        step, operation = update.value, update.op
    elif isinstance(update, ast.Assign) and isinstance(update.value, ast.BinOp) and isinstance(update.value.op, SUMS):
        step, operation = update.value.right, update.value.op
    if not (isinstance(step, ast.BinOp) and isinstance(step.op, ast.Mult | ast.MatMult)):
        return None
    first, *rest = factors(step)
    return "-" if isinstance(operation, ast.Sub) else "+", place.segment(first), rest


def factors(node: ast.expr) -> list[ast.expr]:
    """What is multiplied, from left to right."""
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mult | ast.MatMult):
        return [*factors(node.left), node.right]
    return [node]


def target_of(statement: ast.Assign | ast.AugAssign) -> ast.expr:
    return statement.target if isinstance(statement, ast.AugAssign) else statement.targets[0]


def gradients(place: Place, rest: list[ast.expr], shape: tuple[int, ...]) -> Iterator[str]:
    """What may stand for ∂L/∂b: what the weights' gradient is made of, summed over the rows as the bias is shaped."""
    texts = dict.fromkeys(place.segment(node) for part in rest for node in operands(part))
    for statement in place.whole_statements():
        if isinstance(statement, ast.Assign | ast.AugAssign) and place.segment(target_of(statement)) in texts:
            texts |= dict.fromkeys(place.segment(node) for node in operands(statement.value))
    texts |= dict.fromkeys(place.scope[:NEAR])
    sums = {0: ("", ".sum()"), 1: (".sum(axis=0)", "")}.get(len(shape))
    if sums is None:
        sums = (f".sum(axis={0 if shape[0] == 1 else 1}, keepdims=True)", "")
    trained = {text for each in place.names.parameters.values() for text in each}
    for each in sums:
        yield from (text + each for text in texts if text.split(".")[0] not in place.modules - {"self"} | trained)
