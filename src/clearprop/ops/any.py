"""Whether any element along axes is true: data, without a gradient."""

from typing import Any

import numpy as np

from clearprop.expression import ArrayView, Expression, where
from clearprop.ops.all import All, is_true
from clearprop.ops.axes import reduce_over
from clearprop.ops.base import TRACED, example

X = np.array([[1.0, -2.0, 0.0, 4.5], [0.0, 0.0, 0.0, 0.0]])


class Any_(All):
    """r = whether some x along the axes is not 0; no derivative.   x: T[*s] -> r: bool[*t]."""

    name = "any"
    traces = np.any
    examples = (example(X, axis=(1,)), example(X > 0), example(X, axis=(0,), keepdims=True))

    def evaluate(self, x: Any) -> Any:
        return np.any(x, axis=self.axis, keepdims=self.keepdims)

    def element(self, index: tuple[Expression, ...], x: ArrayView) -> Expression:
        return reduce_over("sum", index, x.shape, self.axis, self.keepdims, lambda at: where(is_true(x, at), 1, 0)) != 0


def count_nonzero(a: Any, axis: Any = None, *, keepdims: bool = False) -> Any:
    """How many elements are not 0: an integer, data."""
    return np.sum(a != 0, axis=axis, keepdims=keepdims)


TRACED |= {np.count_nonzero: count_nonzero}
