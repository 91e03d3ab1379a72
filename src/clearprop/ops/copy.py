"""A copy."""

from typing import Any

import numpy as np

from clearprop.expression import Expression
from clearprop.ops.numpy_function import NumpyFunction


class Copy(NumpyFunction):
    """r = x in memory of its own, r' = 1.   x: T[*s] -> r: T[*s]."""

    traces = (np.copy, np.positive, np.conjugate)
    floating_only = False
    linear = True
    complex_step = True
    examples = ((np.array([[1.0, -2.0, 0.0], [0.5, 3.0, 1.5]]),),)

    @classmethod
    def trace(cls, a: Any, order: str = "K", subok: bool = False) -> Any:
        return cls()(a)

    def evaluate(self, x: Any) -> Any:
        return np.copy(x)

    def derivative(self, r: Any, x: Any) -> Any:
        return 1

    def vjp(self, g: Any, r: Any, x: Any) -> tuple[Any, ...]:
        return (g,)

    def expression(self, x: Expression) -> Expression:
        return x
