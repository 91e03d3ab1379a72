"""The outer product of two vectors."""

from typing import Any

import numpy as np

from clearprop.expression import ArrayView, Expression
from clearprop.ir import Type
from clearprop.ops.base import TRACED, Op
from clearprop.ops.matmul import common_dtype
from clearprop.ops.reshape import flattened


class Outer(Op):
    """r = x yᵀ, ∂L/∂x = g y, ∂L/∂y = gᵀ x.   x: f[n], y: f[m] -> r: f[n, m]."""

    traces = np.outer
    complex_step = True
    examples = ((np.array([0.5, 0.0, -2.0]), np.array([1.5, -1.0, 2.0, 0.0])), (np.array([3.0]), np.array([1.5, -1.0])))

    @classmethod
    def trace(cls, a: Any, b: Any) -> Any:
        return cls()(flattened(a, None)[0], flattened(b, None)[0])

    def evaluate(self, x: Any, y: Any) -> Any:
        return np.outer(x, y)

    def prepare(self, operands: tuple[Any, ...]) -> tuple[Any, ...]:
        return common_dtype(operands)

    def infer(self, x: Type, y: Type) -> Type:
        if x.ndim != 1 or y.ndim != 1:
            raise ValueError(f"outer of {x} and {y}: expected two vectors.")
        return Type(x.dtype, x.shape + y.shape)

    def vjp(self, g: Any, r: Any, x: Any, y: Any) -> tuple[Any, Any]:
        return g @ y, x @ g

    def jvp(self, r: Any, operands: tuple[Any, Any], tangents: tuple[Any, Any]) -> Any:
        (x, y), (dx, dy) = operands, tangents
        if dx is None:
            return np.outer(x, dy)
        return np.outer(dx, y) if dy is None else np.outer(dx, y) + np.outer(x, dy)

    def element(self, index: tuple[Expression, ...], x: ArrayView, y: ArrayView) -> Expression:
        i, j = index
        return x[i] * y[j]


def linalg_outer(x1: Any, x2: Any, /) -> Any:
    """np.linalg.outer, of vectors only."""
    return Outer.trace(x1, x2)


TRACED |= {np.linalg.outer: linalg_outer}
