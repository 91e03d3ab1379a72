"""The sum over axes."""

from typing import Any

import numpy as np

from clearprop.expression import ArrayView, Expression
from clearprop.ops.axes import reduce_over, spread
from clearprop.ops.base import example
from clearprop.ops.full import full_like_of
from clearprop.ops.reduction import Reduction, summed_dtype
from clearprop.ops.uniform import uniform

X = np.array([[1.0, -2.0, 0.0, 4.5], [0.5, 3.0, 1.5, -1.0], [2.0, 0.0, 7.0, 1.0]])


class Sum(Reduction):
    """r = Σ x over the axes, ∂L/∂x = g along them.   x: f[*s] -> r: f[*t]."""

    traces = np.sum
    linear = True
    complex_step = True
    examples = (
        example(X),
        example(X, axis=(0,)),
        example(X, axis=(1,), keepdims=True),
        example(np.arange(30.0).reshape(5, 3, 2) - 7, axis=(0, 2)),
        example(np.zeros((0, 3)), axis=(0,)),
    )

    @classmethod
    def trace(
        cls, a: Any, axis: Any = None, dtype: Any = None, *, keepdims: bool = False, initial: Any = None, **options: Any
    ) -> Any:
        r = cls.over(a, axis, dtype, keepdims=keepdims, **options)
        return r if initial is None else r + initial

    def evaluate(self, x: Any) -> Any:
        return np.sum(x, axis=self.axis, keepdims=self.keepdims)

    def result_dtype(self, dtype: str) -> str:
        return summed_dtype(dtype)

    def vjp(self, g: Any, r: Any, x: Any) -> tuple[Any]:
        return (spread(g, self.axis, self.keepdims, x),)

    def simplified(self, x: Any) -> Any:
        if (self.axis == () or x.shape == ()) and x.dtype.kind == "f":
            return x
        number = uniform(x)
        result = self.infer(x.type)
        if number is None or not x.type.floating or not result.size:
            return None
        return full_like_of(x, number * (x.size // result.size), result.shape)

    def element(self, index: tuple[Expression, ...], x: ArrayView) -> Expression:
        return reduce_over("sum", index, x.shape, self.axis, self.keepdims, lambda at: x[at])
