"""The mean over axes."""

from typing import Any

import numpy as np

from clearprop.expression import ArrayView, Expression
from clearprop.ops.axes import count_over, reduce_over, spread
from clearprop.ops.base import example, is_number
from clearprop.ops.reduction import Reduction, averaged_dtype

X = np.array([[1.0, -2.0, 0.0, 4.5], [0.5, 3.0, 1.5, -1.0], [2.0, 0.0, 7.0, 1.0]])


class Mean(Reduction):
    """r = (1/n) Σ x over the axes, ∂L/∂x = g / n along them.   x: f[*s] -> r: f[*t]."""

    traces = np.mean
    linear = True
    complex_step = True
    examples = (
        example(X),
        example(X, axis=(0,)),
        example(X, axis=(1,), keepdims=True),
        example(np.arange(30.0).reshape(5, 3, 2) - 7, axis=(0, 2)),
    )

    def evaluate(self, x: Any) -> Any:
        return np.mean(x, axis=self.axis, keepdims=self.keepdims)

    def result_dtype(self, dtype: str) -> str:
        return averaged_dtype(dtype)

    def vjp(self, g: Any, r: Any, x: Any) -> tuple[Any]:
        n = count_over(x.shape, self.axis)
        return (spread(g / n if not is_number(n, 1) else g, self.axis, self.keepdims, x),)

    def simplified(self, x: Any) -> Any:
        return x if (self.axis == () or x.shape == ()) and x.dtype.kind == "f" else None

    def element(self, index: tuple[Expression, ...], x: ArrayView) -> Expression:
        added = reduce_over("sum", index, x.shape, self.axis, self.keepdims, lambda at: x[at])
        return added / count_over(x.shape, self.axis)
