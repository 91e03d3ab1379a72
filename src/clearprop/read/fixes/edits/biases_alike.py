"""The update of a bias that is kept still: its weights' statement without the input, number by number or in one."""

import ast
from collections.abc import Iterator
from itertools import product
from typing import Any, ClassVar

from clearprop.read.diagnoses.frozen import frozen
from clearprop.read.diagnoses.lacking import words
from clearprop.read.fixes.change import Change
from clearprop.read.fixes.edits.base import Edit
from clearprop.read.fixes.edits.biases import SUMS, name_of
from clearprop.read.fixes.edits.moves import outwards
from clearprop.read.fixes.place import Place, last_name

ENDS = ("-1", "0")
"""Where in a list of weights people keep the bias."""
PRODUCTS = ("dot", "matmul")


class BiasLikeItsWeights(Edit):
    """Below ``for j in range(n): w[j] += lr * d * x[j]`` a line ``w[-1] += lr * d``."""

    codes: ClassVar[dict[str, int]] = {"CP303": 1}

    def changes(self, place: Place) -> Iterator[Change]:
        kept = list(frozen(place.case))
        updates = {place.names.update(i) for _, role, _ in kept for i in place.case.of_layer(role.layer)}
        for update in sorted((u for u in updates if u is not None), key=lambda u: u.lineno):
            statement = place.statement_at(update.lineno)
            if statement is not None:
                yield from beside(place, statement, {name_of(place, place.case.original, node) for node, _, _ in kept})


def beside(place: Place, update: ast.stmt, known: set[str | None]) -> Iterator[Change]:
    """The lines below the update, or below the loops around it."""
    moved = target_and_step(update)
    if moved is None:
        return
    target, sign, step = moved
    names = [f"{place.segment(target.value)}[{end}]" for end in ENDS] if isinstance(target, ast.Subscript) else []
    lines = [f"{n} {sign}= {rest}" for n, rest in product([*filter(None, known), *names], without_input(place, step))]
    left: set[str] = set()  # what only the loops know that the line stands behind
    for whole in outwards(place, update):
        left |= words(whole.target).keys() if isinstance(whole, ast.For) else set()
        doubt = isinstance(whole, ast.For) != isinstance(target, ast.Subscript)
        for line in lines:
            if left.isdisjoint(words(ast.parse(line))):
                yield place.inserted(place.below(whole), place.indent(whole) + line, int(doubt))


def target_and_step(update: ast.stmt) -> tuple[ast.expr, str, ast.expr] | None:
    """``w -= step`` and ``w = w - step`` → (w, "-", step)."""
    if isinstance(update, ast.AugAssign) and isinstance(update.op, SUMS):
        return update.target, symbol(update.op), update.value
    if isinstance(update, ast.Assign) and isinstance(update.value, ast.BinOp) and isinstance(update.value.op, SUMS):
        return update.targets[0], symbol(update.value.op), update.value.right
    return None


def symbol(operation: ast.operator) -> str:
    return "-" if isinstance(operation, ast.Sub) else "+"


def without_input(place: Place, step: ast.expr) -> Iterator[str]:
    """The step with one factor less; where it is made of a gradient by name, with that gradient's own expression."""
    yield from lacking(place, step)
    bound = {
        place.segment(s.targets[0]): s.value for s in place.whole_statements() if isinstance(s, ast.Assign)
    }  # fmt: skip
    for node in ast.walk(step):
        if isinstance(node, ast.Name | ast.Attribute) and place.segment(node) in bound:
            for text in lacking(place, bound[place.segment(node)]):
                yield put_in(place, step, node, f"({text})")


def lacking(place: Place, whole: ast.expr) -> Iterator[str]:
    """The expression with a factor left out, from the last one on; a product of matrices becomes a sum over rows."""
    for node in ast.walk(whole):
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mult):
            yield from (put_in(place, whole, node, place.segment(side)) for side in (node.left, node.right))
        for error in factors(node):
            yield put_in(place, whole, node, f"{place.segment(error)}.sum()")


def factors(node: ast.AST) -> list[Any]:
    """What a product of matrices is made of, the last first."""
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.MatMult):
        return [node.right, node.left]
    if isinstance(node, ast.Call) and last_name(node.func) in PRODUCTS:
        return node.args[::-1]
    return []


def put_in(place: Place, whole: ast.expr, node: Any, new: str) -> str:
    text, start = place.segment(whole), place.start(whole)
    return text[: place.start(node) - start] + new + text[place.end(node) - start :]
