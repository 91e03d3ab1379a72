"""The logarithm to base 2 of a sum of two powers of two."""

import math
from typing import Any

import numpy as np

from clearprop.expression import Call, Expression, absolute, log1p, maximum
from clearprop.ops.base import is_number
from clearprop.ops.numpy_function import NumpyFunction


class Logaddexp2(NumpyFunction):
    """r = log₂(2ˣ + 2ʸ), ∂r/∂x = 2^(x - r), ∂r/∂y = 2^(y - r).   x: f[*s], y: f[*t] -> r: f[*broadcast]."""

    traces = np.logaddexp2
    examples = (
        (np.array([[1.0, -2.0, 0.0], [0.5, 1100.0, 1.5]]), np.array([0.5, -1.5, 2.0])),
        (np.array([2.0, 0.0]), np.array([[3.0], [-1.0], [0.0]])),
    )

    def evaluate(self, x: Any, y: Any) -> Any:
        return np.logaddexp2(x, y)

    def derivative(self, r: Any, x: Any, y: Any) -> Any:
        return None if is_number(x) else np.exp2(x - r), None if is_number(y) else np.exp2(y - r)

    def expression(self, x: Expression, y: Expression) -> Expression:
        return maximum(x, y) + log1p(Call("exp2", (-absolute(x - y),))) / math.log(2)
