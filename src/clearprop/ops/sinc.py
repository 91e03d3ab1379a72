"""The cardinal sine."""

import math
from typing import Any

import numpy as np

from clearprop.expression import Expression, sin, where
from clearprop.ops.numpy_function import NumpyFunction


class Sinc(NumpyFunction):
    """r = sin(πx) / (πx), 1 at 0; r' = (cos(πx) - r) / x.   x: f[*s] -> r: f[*s]."""

    traces = np.sinc
    examples = ((np.array([[-1.5, 0.0, 0.3], [2.0, -40.2, 1e-3]]),),)

    def evaluate(self, x: Any) -> Any:
        return np.sinc(x)

    def derivative(self, r: Any, x: Any) -> Any:
        near = np.abs(x) < 0.02  # there the difference cancels, and four terms of the series are exact
        z = (math.pi * x) ** 2
        series = -(math.pi**2) / 3 * x * (1 - z / 10 * (1 - z / 28 * (1 - z / 54)))
        return np.where(near, series, (np.cos(math.pi * x) - r) / (x + near))

    def expression(self, x: Expression) -> Expression:
        return where(x == 0, 1.0, sin(math.pi * x) / (math.pi * x))
