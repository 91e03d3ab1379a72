"""The reciprocal."""

from typing import Any

import numpy as np

from clearprop.expression import Expression
from clearprop.ops.numpy_function import NumpyFunction


class Reciprocal(NumpyFunction):
    """r = 1 / x, r' = -r².   x: f[*s] -> r: f[*s]."""

    traces = np.reciprocal
    complex_step = True
    examples = ((np.array([[-1.5, 0.03, 0.3], [2.0, -40.0, 0.7]]),),)

    @classmethod
    def trace(cls, x: Any) -> Any:
        if x.dtype.kind != "f":
            raise TypeError("np.reciprocal of integers is an integer, 0 for most; write 1 / x.")
        return cls()(x)

    def evaluate(self, x: Any) -> Any:
        return np.reciprocal(x)

    def derivative(self, r: Any, x: Any) -> Any:
        return -(r**2)

    def expression(self, x: Expression) -> Expression:
        return 1 / x
