"""The inverse hyperbolic cosine."""

import math
from typing import Any

import numpy as np

from clearprop.expression import Call, Expression
from clearprop.ops.numpy_function import NumpyFunction


class Arccosh(NumpyFunction):
    """r = arcosh x, r' = 1 / √(x² - 1).   x: f[*s] of at least 1 -> r: f[*s]."""

    traces = (np.arccosh, math.acosh)
    complex_step = True
    examples = ((np.array([[1.1, 1.5, 2.0], [3.0, 40.0, 7.0]]),),)

    def evaluate(self, x: Any) -> Any:
        return np.arccosh(x)

    def derivative(self, r: Any, x: Any) -> Any:
        return 1 / np.sqrt(x**2 - 1)

    def expression(self, x: Expression) -> Expression:
        return Call("acosh", (x,))
