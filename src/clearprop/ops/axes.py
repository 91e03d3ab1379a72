"""Axes: how NumPy's functions name them, and what reductions and reshapes do with them. No op lives here."""

import math
import operator
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from clearprop.expression import Expression, Number, reduce
from clearprop.ops.base import OPS, is_number
from clearprop.ops.full import full_like_of

Axes = tuple[int, ...] | None
"""The axes of a reduction: sorted, none negative; None for all of them."""


def array(value: Any) -> Any:
    """The value as an operand: an array or a Symbol as it is, lists (of Symbols too) stacked, a number without axes."""
    if hasattr(value, "shape"):
        return value
    if isinstance(value, list | tuple) and any(holds_symbol(item) for item in value):
        return OPS["stack"].trace([array(item) for item in value])
    return np.asarray(value)


def holds_symbol(value: Any) -> bool:
    """Whether the value is a Symbol, or a list that holds one."""
    if isinstance(value, list | tuple):
        return any(holds_symbol(item) for item in value)
    return hasattr(value, "builder")


def element_of(x: Any, index: tuple[Any, ...]) -> Any:
    """The array (data, too) read at an index that may hold Symbols."""
    return OPS["index"].trace(x, index)


def normal_axis(axis: Any, ndim: int) -> int:
    """The axis counted from the front. AxisError as NumPy's."""
    at = operator.index(axis)
    if not -ndim <= at < ndim:
        raise np.exceptions.AxisError(at, ndim)
    return at % ndim


def normal_axes(axis: Any, ndim: int) -> tuple[int, ...]:
    """The axes counted from the front, in the order given; all of them for None. An axis twice is a ValueError."""
    if axis is None:
        return tuple(range(ndim))
    axes = tuple(normal_axis(a, ndim) for a in (axis if isinstance(axis, tuple | list) else (axis,)))
    if len(set(axes)) < len(axes):
        raise ValueError(f"axis {axis} names an axis twice.")
    return axes


def reduced_axes(axis: Any, ndim: int) -> Axes:
    """The axes as a reduction holds them."""
    axes = tuple(sorted(normal_axes(axis, ndim)))
    return None if len(axes) == ndim else axes


def all_axes(axis: Axes, ndim: int) -> tuple[int, ...]:
    return tuple(range(ndim)) if axis is None else axis


def reduced_shape(shape: tuple[int, ...], axis: Axes, keepdims: bool) -> tuple[int, ...]:
    axes = all_axes(axis, len(shape))
    if keepdims:
        return tuple(1 if k in axes else size for k, size in enumerate(shape))
    return tuple(size for k, size in enumerate(shape) if k not in axes)


def count_over(shape: tuple[int, ...], axis: Axes) -> int:
    """How many elements each result of a reduction is made of."""
    return math.prod(shape[k] for k in all_axes(axis, len(shape)))


def kept(r: Any, axis: Axes, keepdims: bool, ndim: int) -> Any:
    """A reduction's result so that it broadcasts against the operand: with axes of size 1 where that takes them."""
    axes = all_axes(axis, ndim)
    leading = axes == tuple(range(len(axes)))
    return r if keepdims or leading or is_number(r) else np.expand_dims(r, axes)


def spread(g: Any, axis: Axes, keepdims: bool, like: Any) -> Any:
    """The adjoint of a sum over the axes: g repeated along them, in the shape of ``like``."""
    if is_number(g):
        return full_like_of(like, g)
    return np.broadcast_to(kept(g, axis, keepdims, len(like.shape)), like.shape)


def reduce_over(
    kind: str,
    index: tuple[Expression, ...],
    shape: tuple[int, ...],
    axis: Axes,
    keepdims: bool,
    body: Callable[[tuple[Expression, ...]], Expression],
) -> Expression:
    """``kind`` over the axes of ``body(at)``, where ``at`` indexes an operand of ``shape`` and ``index`` the result."""
    axes = all_axes(axis, len(shape))
    rest = iter([at for k, at in enumerate(index) if not (keepdims and k in axes)])
    start: list[Any] = [None if k in axes else next(rest) for k in range(len(shape))]

    def nest(left: Sequence[int], at: list[Any]) -> Expression:
        if not left:
            return body(tuple(at))
        first, *others = left
        if shape[first] == 1:
            return nest(others, [*at[:first], Number(0), *at[first + 1 :]])
        return reduce(kind, shape[first], lambda k: nest(others, [*at[:first], k, *at[first + 1 :]]))

    return nest(axes, start)


def flat_index(index: Sequence[Expression], shape: Sequence[int]) -> Expression:
    """The position in row order: i * columns + j."""
    flat, *rest = index
    for at, size in zip(rest, shape[1:], strict=True):
        flat = flat * size + at
    return flat


def unflattened(flat: Expression, shape: Sequence[int]) -> list[Expression]:
    """The index of the position: (flat // columns, flat % columns)."""
    if len(shape) == 1:
        return [flat]
    inner = math.prod(shape[1:])
    return [flat // inner, *unflattened(flat % inner, shape[1:])]


def reshaped_index(index: tuple[Expression, ...], new: tuple[int, ...], old: tuple[int, ...]) -> tuple[Expression, ...]:
    """Where in an array of shape ``old`` the element at ``index`` of the same array in shape ``new`` lies.

    Runs of axes whose sizes multiply to the same number are matched, so that axes which stay are read directly.
    """
    found: list[Expression] = []
    to = [(at, size) for at, size in zip(index, new, strict=True) if size != 1]
    come = [size for size in old if size != 1]
    while come and to:
        taken, given = [to.pop(0)], [come.pop(0)]
        while (difference := math.prod(size for _, size in taken) - math.prod(given)) != 0:
            if difference < 0 and to:
                taken.append(to.pop(0))
            elif come:
                given.append(come.pop(0))
            else:
                break  # an array without elements
        found += unflattened(flat_index([at for at, _ in taken], [size for _, size in taken]), given)
    rest = iter(found)
    return tuple(Number(0) if size == 1 else next(rest, Number(0)) for size in old)
