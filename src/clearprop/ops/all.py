"""Whether all elements along axes are true: data, without a gradient."""

from typing import Any

import numpy as np

from clearprop.expression import ArrayView, Expression, where
from clearprop.ops.axes import reduce_over
from clearprop.ops.base import example
from clearprop.ops.reduction import Reduction

X = np.array([[1.0, -2.0, 0.0, 4.5], [0.5, 3.0, 1.5, -1.0]])


class All(Reduction):
    """r = whether every x along the axes is not 0; no derivative.   x: T[*s] -> r: bool[*t]."""

    traces = np.all
    examples = (example(X, axis=(1,)), example(X > 0), example(X, axis=(0,), keepdims=True))

    @classmethod
    def trace(cls, a: Any, axis: Any = None, *, keepdims: bool = False, **options: Any) -> Any:
        return cls.over(a, axis, keepdims=keepdims, **options)

    def evaluate(self, x: Any) -> Any:
        return np.all(x, axis=self.axis, keepdims=self.keepdims)

    def result_dtype(self, dtype: str) -> str:
        return "bool"

    def vjp(self, g: Any, r: Any, x: Any) -> tuple[None]:
        return (None,)

    def element(self, index: tuple[Expression, ...], x: ArrayView) -> Expression:
        return reduce_over("sum", index, x.shape, self.axis, self.keepdims, lambda at: where(is_true(x, at), 0, 1)) == 0


def is_true(x: ArrayView, at: tuple[Expression, ...]) -> Expression:
    """An element as a condition."""
    return x[at] if x.dtype == "bool" else x[at] != 0
