"""An element's formula from a tree of whole arrays: for ops that are algorithms, yet have a definition in smaller parts."""

from collections.abc import Callable
from math import prod

import numpy as np

from clearprop.expression import ArrayView, Call, Cast, Expression, Number, Operator, Select, reduce
from clearprop.render.maths.values import Shape, Value, reduced_axes, reduced_shape, shape_of

Index = tuple[Expression, ...]
KINDS = {"sum": "sum", "mean": "sum", "max": "max", "min": "min", "prod": "prod"}


class NoElement(TypeError):
    """The tree is no formula for single elements."""


def element_of(tree: Expression, index: Index, view: Callable[[Value], ArrayView]) -> Expression:
    """What stands at ``index`` of what the tree computes. NoElement where it is more than arithmetic and sums."""
    match tree:
        case Number():
            return tree
        case Value():
            return view(tree)[aligned(index, tree.variable.type.shape)]
        case Operator(symbol, operands) if symbol != "@":
            return Operator(symbol, tuple(part(operand, index, view) for operand in operands))
        case Select(condition, then, otherwise):
            parts = [part(operand, index, view) for operand in (condition, then, otherwise)]
            return Select(*parts)
        case Cast(dtype, operand):
            return Cast(dtype, part(operand, index, view))
        case Call("logaddexp.reduce", (operand,), options):
            return Call("log", (element_of(Call("sum", (Call("exp", (operand,)),), options), index, view),))
        case Call(kind, (operand,), options) if kind in KINDS and not set(dict(options)) - {"axis", "keepdims"}:
            return reduced(kind, operand, dict(options), index, view)
        case Call(function, operands, ()) if operands and isinstance(getattr(np, function, None), np.ufunc):
            return Call(function, tuple(part(operand, index, view) for operand in operands))
    raise NoElement(str(tree))


def known(node: Expression) -> Shape:
    shape = shape_of(node)
    if shape is None:
        raise NoElement(str(node))
    return shape


def part(node: Expression, index: Index, view: Callable[[Value], ArrayView]) -> Expression:
    return element_of(node, aligned(index, known(node)), view)


def aligned(index: Index, shape: Shape) -> Index:
    """The index of a broadcast result, for an operand of the shape."""
    tail = index[len(index) - len(shape) :]
    return tuple(Number(0) if size == 1 else at for at, size in zip(tail, shape, strict=True))


def reduced(
    kind: str, operand: Expression, options: dict[str, object], index: Index, view: Callable[[Value], ArrayView]
) -> Expression:
    shape = known(operand)
    axes = reduced_axes(options, len(shape))
    if len(index) != len(reduced_shape(shape, options) or ()):
        raise NoElement(kind)
    rest = iter([at for k, at in enumerate(index) if not (options.get("keepdims") and k in axes)])
    start: list[Expression] = [Number(0) if k in axes else next(rest) for k in range(len(shape))]

    def nest(left: tuple[int, ...], at: list[Expression]) -> Expression:
        if not left:
            return element_of(operand, tuple(at), view)
        first, *others = left
        if shape[first] == 1:
            return nest(tuple(others), at)
        return reduce(KINDS[kind], shape[first], lambda k: nest(tuple(others), [*at[:first], k, *at[first + 1 :]]))

    tree = nest(axes, start)
    size = prod(shape[k] for k in axes)
    return tree / size if kind == "mean" and size > 1 else tree
