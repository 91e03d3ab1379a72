"""Leaves of the trees that become mathematics: a variable of the Program with its type, so that shapes are known."""

from dataclasses import dataclass

import numpy as np

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
    Slice,
    Subscript,
)
from clearprop.ir import Atom, Literal, Variable

Shape = tuple[int, ...]

REDUCTIONS = {"sum": "∑", "prod": "∏", "max": "max", "min": "min", "amax": "max", "amin": "min", "mean": "mean"}
CONDITIONS = {"<", "<=", ">", ">=", "==", "!=", "and", "or", "not"}


@dataclass(slots=True, eq=False)
class Value(Expression):
    """A variable of the Program, whole."""

    variable: Variable


def leaf(atom: Atom) -> Expression:
    return Number(atom.value) if isinstance(atom, Literal) else Value(atom)


def shape_of(node: Expression) -> Shape | None:
    """The shape of what the tree computes; None where it is not known."""
    match node:
        case Value(variable):
            return variable.type.shape
        case Number() | Name() | Element() | Reduce():
            return ()
        case Operator("@", (left, right)):
            return product_shape(shape_of(left), shape_of(right))
        case Operator(_, operands):
            return together([shape_of(operand) for operand in operands])
        case Cast(_, operand):
            return shape_of(operand)
        case Select(condition, then, otherwise):
            return together([shape_of(part) for part in (condition, then, otherwise)])
        case Subscript(array, items):
            return subscript_shape(shape_of(array), items)
        case Call("transpose", (operand,), ()):
            shape = shape_of(operand)
            return None if shape is None else shape[::-1]
        case Call(function, (operand, *_), options) if function in REDUCTIONS or function.endswith(".reduce"):
            return reduced_shape(shape_of(operand), dict(options))
        case Call(_, operands, ()) if operands:
            return together([shape_of(operand) for operand in operands])
    return None


def together(shapes: list[Shape | None]) -> Shape | None:
    known = [shape for shape in shapes if shape is not None]
    try:
        return np.broadcast_shapes(*known) if len(known) == len(shapes) else None
    except ValueError:
        return None


def product_shape(left: Shape | None, right: Shape | None) -> Shape | None:
    if left is None or right is None:
        return None
    return (*left[:-1], *right[-1:]) if len(right) > 1 else left[:-1]


def reduced_shape(shape: Shape | None, options: dict[str, object]) -> Shape | None:
    if shape is None:
        return None
    axes = reduced_axes(options, len(shape))
    if options.get("keepdims"):
        return tuple(1 if k in axes else size for k, size in enumerate(shape))
    return tuple(size for k, size in enumerate(shape) if k not in axes)


def reduced_axes(options: dict[str, object], ndim: int) -> tuple[int, ...]:
    axis = options.get("axis")
    if axis is None:
        return tuple(range(ndim))
    return tuple(int(a) % max(ndim, 1) for a in (axis if isinstance(axis, tuple | list) else (axis,)))


def subscript_shape(shape: Shape | None, items: tuple[Expression | None, ...]) -> Shape | None:
    """Known where only numbers, slices and new axes stand in the brackets."""
    if shape is None:
        return None
    found: list[int] = []
    rest = iter(shape)
    for item in items:
        if item is None:
            found.append(1)
        elif isinstance(item, Slice):
            found.append(len(range(*slice(item.start, item.stop, item.step).indices(next(rest, 0)))))
        elif isinstance(item, Number):
            next(rest, None)
        else:
            return None
    return (*found, *rest)


def is_condition(node: Expression) -> bool:
    return isinstance(node, Operator) and node.symbol in CONDITIONS
