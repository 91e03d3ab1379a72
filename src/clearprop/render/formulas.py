"""An equation element by element: an index for each axis and the formula that stands there, for Python and C.

A part of a formula that does not change along all of the indices (a row's maximum in a softmax) is taken out into a
formula of its own, so that it is computed once.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from clearprop.expression import (
    Call,
    Cast,
    Element,
    Expression,
    Name,
    Number,
    Operator,
    Reduce,
    Select,
    children,
    walk,
)
from clearprop.ir import Equation
from clearprop.render.dtypes import dtype_of
from clearprop.render.names import with_letters
from clearprop.render.outline import Outline

KINDS = {"sum": "total", "prod": "product", "max": "largest", "min": "smallest"}


@dataclass(frozen=True)
class Formula:
    """``target[indices] = tree`` for all indices below ``shape``; what its tree calls by name is bound before."""

    target: str
    shape: tuple[int, ...]
    dtype: str
    indices: tuple[Name | Number, ...]  # 0 for an axis of size 1
    tree: Expression
    shares: bool = False  # whether the target may share memory with what the tree reads
    own: bool = True  # whether it is an equation's result, and not a part taken out of one


@dataclass(frozen=True)
class Writing:
    """``target[place] = value`` (``+=`` with operator "+") for all indices below ``shape``, on a copy or in place."""

    target: str
    copied: Expression | None
    shape: tuple[int, ...]
    indices: tuple[Name | Number, ...]
    place: Element
    value: Expression
    operator: str


def formulas(equation: Equation, outline: Outline, dtypes: dict[str, str]) -> list[Formula]:
    """The equation's formula, and before it those that were taken out of it. ``dtypes`` learns the names of these."""
    result = equation.result
    indices = fresh_indices(outline, result.type.shape)
    tree = equation.op.element(indices, *map(outline.view, equation.operands))
    tree = with_letters(tree, outline.names, letters_of(indices), {})
    target = outline.name.get(result, "")
    formula = Formula(target, result.type.shape, result.type.dtype, indices, tree, equation.op.shares)
    return list(taken_out(formula, outline, dtypes))


def writing(equation: Equation, outline: Outline) -> Writing:
    """An equation whose op writes into operand 0, cell by cell."""
    first, *others = equation.operands
    shape = equation.op.part(*(array.type.shape for array in others[1:]))
    indices = fresh_indices(outline, shape)
    place, written = equation.op.cell(indices, *map(outline.view, others))
    target = outline.name[equation.result]
    copied = None if equation.result in outline.in_place else outline.tree(first)
    element = Element(target, equation.result.type.shape, place)
    value_tree = with_letters(written, outline.names, letters_of(indices), {})
    return Writing(target, copied, shape, indices, element, value_tree, equation.op.operator)


def fresh_indices(outline: Outline, shape: tuple[int, ...]) -> tuple[Name | Number, ...]:
    letters = outline.names.letters()
    return tuple(Number(0) if size == 1 else Name(next(letters)) for size in shape)


def letters_of(indices: tuple[Name | Number, ...]) -> tuple[str, ...]:
    return tuple(index.text for index in indices if isinstance(index, Name))


def taken_out(formula: Formula, outline: Outline, dtypes: dict[str, str]) -> Iterator[Formula]:
    """The formulas that stand for parts of this one, then this one with their names in it."""
    sizes = zip(formula.indices, formula.shape, strict=True)
    extents = {index.text: size for index, size in sizes if isinstance(index, Name)}
    found: list[Formula] = []
    known: dict[str, Expression] = {}

    def replaced(node: Expression, scope: dict[str, int]) -> Expression:
        free = free_indices(node)
        if has_reduce(node) and not set(scope) <= free and not isinstance(node, Number):
            return take(node, {index: size for index, size in scope.items() if index in free})
        if isinstance(node, Reduce):
            inner_scope = scope if node.extent == 1 else {**scope, node.index.text: node.extent}
            inner = replaced(node.body, inner_scope)
            return Reduce(node.kind, node.index, node.extent, inner)
        if isinstance(node, Select):  # a branch that is not taken is not computed: nothing is taken out of it
            return node
        return rebuilt(node, lambda child: replaced(child, scope))

    def take(node: Expression, scope: dict[str, int]) -> Expression:
        key = repr(node)
        if key not in known:
            name = outline.names.claim(part_name(node, formula.target))
            dtypes[name] = dtype_of(node, dtypes)
            dtypes[name] = {"float": "f64", "int": "i64"}.get(dtypes[name], dtypes[name])
            indices = tuple(map(Name, scope))
            shape = tuple(scope.values())
            part = Formula(name, shape, dtypes[name], indices, node, own=False)
            found.extend(taken_out(part, outline, dtypes))
            known[key] = Element(name, shape, indices)
        return known[key]

    tree = replaced(formula.tree, extents)
    yield from found
    yield replace(formula, tree=tree)


def part_name(node: Expression, target: str) -> str:
    """A name for a part: what it is, and of which result."""
    kind = KINDS[node.kind] if isinstance(node, Reduce) else "part"
    if isinstance(node, Operator) and node.symbol == "/" and isinstance(node.operands[0], Reduce):
        kind = "mean" if isinstance(node.operands[1], Number) else "part"
    return f"{target}_{kind}" if target else kind


def free_indices(node: Expression) -> set[str]:
    """The names in the tree that no sum inside it binds."""
    if isinstance(node, Name):
        return {node.text}
    if isinstance(node, Reduce):
        return free_indices(node.body) - {node.index.text}
    return {name for child in children(node) for name in free_indices(child)}


def has_reduce(node: Expression) -> bool:
    return any(isinstance(part, Reduce) for part in walk(node))


def rebuilt(node: Expression, change: Callable[[Expression], Expression]) -> Expression:
    """The node with changed children."""
    match node:
        case Operator(symbol, operands):
            return Operator(symbol, tuple(map(change, operands)))
        case Call(function, operands, options):
            return Call(function, tuple(map(change, operands)), options)
        case Cast(dtype, operand):
            return Cast(dtype, change(operand))
        case Select(condition, then, otherwise):
            return Select(change(condition), change(then), change(otherwise))
        case Element(array, shape, indices):
            return Element(array, shape, tuple(map(change, indices)))
        case Reduce(kind, index, extent, body):
            return Reduce(kind, index, extent, change(body))
    return node


def lacks(op: Any) -> bool:
    """Whether the op cannot be written element by element: it gives neither a formula nor an algorithm."""
    return op.element is None and op.loops is None and not hasattr(op, "cell")
