"""The elements in reverse order along axes; fliplr, flipud and rot90 are written with it."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from clearprop.expression import ArrayView, Call, Expression
from clearprop.ir import Type
from clearprop.ops.axes import Axes, all_axes, array, normal_axes, reduced_axes
from clearprop.ops.base import TRACED, Op, definition_of, example


@dataclass(frozen=True)
class Flip(Op):
    """r_i = x_{n-1-i} along the axes, ∂L/∂x = g flipped back.   x: T[*s] -> r: T[*s]."""

    axis: Axes = None

    traces = np.flip
    shares = True
    linear = True
    complex_step = True
    examples = (
        example(np.arange(15.0).reshape(5, 3) - 7),
        example(np.arange(24.0).reshape(2, 3, 4) - 7, axis=(1,)),
        example(np.arange(24.0).reshape(2, 3, 4) - 7, axis=(0, 2)),
    )

    @classmethod
    def trace(cls, m: Any, axis: Any = None) -> Any:
        m = array(m)
        return cls(reduced_axes(axis, len(m.shape)))(m)

    def evaluate(self, x: Any) -> Any:
        return np.flip(x, self.axis)

    def infer(self, x: Type) -> Type:
        return x

    def vjp(self, g: Any, r: Any, x: Any) -> tuple[Any]:
        return (self(g),)

    def simplified(self, x: Any) -> Any:
        op, operands = definition_of(x) or (None, ())
        return operands[0] if op == self else None

    def numpy(self, *operands: Expression) -> Expression:
        if self.axis is None:
            return Call("flip", operands)
        return Call("flip", operands, (("axis", self.axis[0] if len(self.axis) == 1 else self.axis),))

    def element(self, index: tuple[Expression, ...], x: ArrayView) -> Expression:
        axes = all_axes(self.axis, len(x.shape))
        return x[tuple(x.shape[k] - 1 - at if k in axes else at for k, at in enumerate(index))]


def fliplr(m: Any) -> Any:
    """Columns in reverse order."""
    return np.flip(array(m), 1)


def flipud(m: Any) -> Any:
    """Rows in reverse order."""
    return np.flip(array(m), 0)


def rot90(m: Any, k: int = 1, axes: tuple[int, int] = (0, 1)) -> Any:
    """Turned by k quarters in the plane of two axes, from the first towards the second."""
    m = array(m)
    first, second = normal_axes(axes, len(m.shape))
    turns = k % 4
    if turns == 0:
        return m[...]
    if turns == 2:
        return np.flip(m, (first, second))
    if turns == 1:
        return np.swapaxes(np.flip(m, second), first, second)
    return np.flip(np.swapaxes(m, first, second), second)


TRACED |= {np.fliplr: fliplr, np.flipud: flipud, np.rot90: rot90}
