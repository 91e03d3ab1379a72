"""The square."""

from typing import Any

import numpy as np

from clearprop.expression import Expression
from clearprop.ops.numpy_function import NumpyFunction


class Square(NumpyFunction):
    """r = x², r' = 2 x.   x: T[*s] -> r: T[*s]."""

    traces = np.square
    floating_only = False
    complex_step = True
    examples = ((np.array([[-1.5, 0.0, 0.3], [2.0, -40.0, 0.7]]),),)

    def evaluate(self, x: Any) -> Any:
        return np.square(x)

    def derivative(self, r: Any, x: Any) -> Any:
        return 2 * x

    def expression(self, x: Expression) -> Expression:
        return x**2
