"""The standard deviation over axes."""

from typing import Any

import numpy as np

from clearprop.expression import ArrayView, Expression, sqrt
from clearprop.ops.axes import kept
from clearprop.ops.base import example
from clearprop.ops.var import Var

X = np.array([[1.0, -2.0, 0.0, 4.5], [0.5, 3.0, 1.5, -1.0], [2.0, 0.0, 7.0, 1.0]])


class Std(Var):
    """r = √var x, ∂L/∂x = g (x - x̄) / ((n - ddof) r), 0 where r is 0.   x: f[*s] -> r: f[*t]."""

    traces = np.std
    examples = (
        example(X),
        example(X, axis=(0,)),
        example(X, axis=(1,), keepdims=True, ddof=1),
        example(np.array([[2.0, 2.0, 2.0], [1.0, 0.0, -3.0]]), axis=(1,), smooth=False),
    )

    def evaluate(self, x: Any) -> Any:
        if np.iscomplexobj(x):
            return np.sqrt(super().evaluate(x))
        return np.std(x, axis=self.axis, ddof=self.ddof, keepdims=self.keepdims)

    def vjp(self, g: Any, r: Any, x: Any) -> tuple[Any]:
        factor = g / (self.divisor(x.shape) * (r + (r == 0)))
        return (kept(factor, self.axis, self.keepdims, x.ndim) * (x - np.mean(x, axis=self.axis, keepdims=True)),)

    def jvp(self, r: Any, operands: tuple[Any], tangents: tuple[Any]) -> Any:
        (x,), (t,) = operands, tangents
        deviations = x - np.mean(x, axis=self.axis, keepdims=True)
        along = np.sum(t * deviations, axis=self.axis, keepdims=self.keepdims)
        return along / (self.divisor(x.shape) * (r + (r == 0)))

    def element(self, index: tuple[Expression, ...], x: ArrayView) -> Expression:
        return sqrt(super().element(index, x))
