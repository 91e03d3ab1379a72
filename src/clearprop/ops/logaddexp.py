"""The logarithm of a sum of exponentials of two values."""

from typing import Any

import numpy as np

from clearprop.expression import Expression, absolute, exp, log1p, maximum
from clearprop.ops.base import is_number
from clearprop.ops.numpy_function import NumpyFunction


class Logaddexp(NumpyFunction):
    """r = ln(eˣ + eʸ), ∂r/∂x = e^(x - r), ∂r/∂y = e^(y - r).   x: f[*s], y: f[*t] -> r: f[*broadcast]."""

    traces = np.logaddexp
    examples = (
        (np.array([[1.0, -2.0, 0.0], [0.5, 800.0, 1.5]]), np.array([0.5, -1.5, 2.0])),
        (np.array([2.0, 0.0]), np.array([[3.0], [-1.0], [0.0]])),
    )

    def evaluate(self, x: Any, y: Any) -> Any:
        return np.logaddexp(x, y)

    def derivative(self, r: Any, x: Any, y: Any) -> Any:
        return None if is_number(x) else np.exp(x - r), None if is_number(y) else np.exp(y - r)

    def expression(self, x: Expression, y: Expression) -> Expression:
        return maximum(x, y) + log1p(exp(-absolute(x - y)))
