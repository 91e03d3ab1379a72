"""The logarithm to base 10."""

import math
from typing import Any

import numpy as np

from clearprop.expression import Call, Expression
from clearprop.ops.base import Elementwise


class Log10(Elementwise):
    """r = log₁₀ x, r' = 1 / (x ln 10).   x: f[*s] -> r: f[*s]."""

    traces = (np.log10, math.log10)
    complex_step = True
    examples = ((np.array([[1.0, 0.03, 0.5], [2.0, 40.0, 7.0]]),),)

    def evaluate(self, x: Any) -> Any:
        return np.log10(x)

    def derivative(self, r: Any, x: Any) -> Any:
        return 1 / (x * math.log(10))

    def expression(self, x: Expression) -> Expression:
        return Call("log10", (x,))
