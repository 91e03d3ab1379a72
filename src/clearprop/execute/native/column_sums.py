"""Sums over the rows of an array, row by row as memory lies: all columns at once, each summed in the order that it had."""

from collections.abc import Callable

from clearprop.expression import Assign, Element, Expression, For, Name, Number, Reduce, Statement, walk
from clearprop.render.formulas import Formula, rebuilt

LEAST = 8
"""Columns: fewer are summed one by one."""


def by_rows(formula: Formula) -> list[Statement] | None:
    """The loops for r[j] = f(Σᵢ x[i, j]); None where the formula is none of that kind."""
    sums = [node for node in walk(formula.tree) if isinstance(node, Reduce)]
    if len(formula.shape) != 1 or formula.shape[0] < LEAST or len(sums) != 1 or formula.shares:
        return None
    total, (column,) = sums[0], formula.indices
    if not isinstance(column, Name) or total.kind != "sum" or not lies_in_rows(total, column):
        return None
    place = Element(formula.target, formula.shape, formula.indices)
    if any(isinstance(node, Element) and node.array == formula.target for node in walk(formula.tree)):
        return None

    def over_columns(statement: Statement) -> Statement:
        return For(column, Number(0), Number(formula.shape[0]), 1, [statement])

    adding = over_columns(Assign(place, total.body, "+"))
    loops = [over_columns(Assign(place, Number(0))), For(total.index, Number(0), Number(total.extent), 1, [adding])]
    if formula.tree is not total:
        loops.append(over_columns(Assign(place, with_sum(formula.tree, total, place))))
    return loops


def lies_in_rows(total: Reduce, column: Name) -> bool:
    """Whether some array is gone through along its columns, and none the other way round."""
    found = False
    for node in walk(total.body):
        if isinstance(node, Element) and total.index.text in map(text_of, node.indices):
            if text_of(node.indices[-1]) == total.index.text:
                return False
            found = found or text_of(node.indices[-1]) == column.text
    return found


def text_of(index: Expression) -> str:
    return index.text if isinstance(index, Name) else ""


def with_sum(tree: Expression, total: Reduce, place: Element) -> Expression:
    change: Callable[[Expression], Expression] = lambda node: place if node is total else rebuilt(node, change)  # noqa: E731
    return change(tree)
