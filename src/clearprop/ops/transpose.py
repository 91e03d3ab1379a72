"""The axes in another order; swapaxes, moveaxis, rollaxis and matrix_transpose are this too."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from clearprop.expression import ArrayView, Call, Expression
from clearprop.ir import Type
from clearprop.ops.axes import array, normal_axes, normal_axis
from clearprop.ops.base import TRACED, Op, definition_of, example
from clearprop.ops.full import full_like_of


@dataclass(frozen=True)
class Transpose(Op):
    """r = xᵀ: axis k of r is axis axes[k] of x; ∂L/∂x = gᵀ by the inverse order.   x: T[*s] -> r: T[*t]."""

    axes: tuple[int, ...]

    traces = (np.transpose, np.permute_dims)
    shares = True
    linear = True
    complex_step = True
    examples = (
        example(np.arange(15.0).reshape(5, 3) - 7, axes=(1, 0)),
        example(np.arange(24.0).reshape(2, 3, 4) - 7, axes=(1, 2, 0)),
        example(np.arange(24.0).reshape(2, 3, 4) - 7, axes=(0, 2, 1)),
    )

    @classmethod
    def trace(cls, a: Any, axes: Any = None) -> Any:
        a = array(a)
        ndim = len(a.shape)
        order = tuple(range(ndim))[::-1] if axes is None else normal_axes(axes, ndim)
        if len(order) != ndim:
            raise ValueError(f"transpose: axes {axes} do not match an array of {ndim} axes.")
        return cls(order)(a)

    def evaluate(self, x: Any) -> Any:
        return np.transpose(x, self.axes)

    def infer(self, x: Type) -> Type:
        if len(self.axes) != x.ndim:
            raise ValueError(f"transpose of {x}: axes {self.axes} do not match its {x.ndim} axes.")
        return Type(x.dtype, tuple(x.shape[axis] for axis in self.axes))

    def inverse(self) -> tuple[int, ...]:
        return tuple(self.axes.index(axis) for axis in range(len(self.axes)))

    def vjp(self, g: Any, r: Any, x: Any) -> tuple[Any]:
        return (np.transpose(g, self.inverse()),)

    def simplified(self, x: Any) -> Any:
        if self.axes == tuple(range(len(self.axes))):
            return x
        op, operands = definition_of(x) or (None, ())
        if op is not None and op.name == "transpose":
            return np.transpose(operands[0], tuple(op.axes[axis] for axis in self.axes))
        if op is not None and op.name == "full":
            return full_like_of(x, op.value, tuple(x.shape[axis] for axis in self.axes))
        return None

    def numpy(self, *operands: Expression) -> Expression:
        reverse = self.axes == tuple(range(len(self.axes)))[::-1]
        return Call("transpose", operands, () if reverse else (("axes", self.axes),))

    def element(self, index: tuple[Expression, ...], x: ArrayView) -> Expression:
        return x[tuple(index[k] for k in self.inverse())]


def swapaxes(a: Any, axis1: int, axis2: int) -> Any:
    """Two axes exchanged."""
    a = array(a)
    order = list(range(len(a.shape)))
    first, second = normal_axis(axis1, len(order)), normal_axis(axis2, len(order))
    order[first], order[second] = order[second], order[first]
    return Transpose(tuple(order))(a)


def moveaxis(a: Any, source: Any, destination: Any) -> Any:
    """Axes moved to other places; the rest keep their order."""
    a = array(a)
    ndim = len(a.shape)
    sources, destinations = normal_axes(source, ndim), normal_axes(destination, ndim)
    if len(sources) != len(destinations):
        raise ValueError(f"moveaxis: {source} and {destination} name different numbers of axes.")
    order = [axis for axis in range(ndim) if axis not in sources]
    for at, axis in sorted(zip(destinations, sources, strict=True)):
        order.insert(at, axis)
    return Transpose(tuple(order))(a)


def rollaxis(a: Any, axis: int, start: int = 0) -> Any:
    """One axis moved so that it stands before ``start``."""
    a = array(a)
    ndim = len(a.shape)
    axis = normal_axis(axis, ndim)
    start = start + ndim if start < 0 else start
    return moveaxis(a, axis, start - 1 if axis < start else start)


def matrix_transpose(x: Any, /) -> Any:
    """The last two axes exchanged."""
    return swapaxes(x, -1, -2)


TRACED |= {np.swapaxes: swapaxes, np.moveaxis: moveaxis, np.rollaxis: rollaxis}
TRACED |= {np.matrix_transpose: matrix_transpose, np.linalg.matrix_transpose: matrix_transpose}
