"""The inverse hyperbolic tangent."""

import math
from typing import Any

import numpy as np

from clearprop.expression import Call, Expression
from clearprop.ops.numpy_function import NumpyFunction


class Arctanh(NumpyFunction):
    """r = artanh x, r' = 1 / (1 - x²).   x: f[*s] in (-1, 1) -> r: f[*s]."""

    traces = (np.arctanh, math.atanh)
    complex_step = True
    examples = ((np.array([[-0.9, 0.0, 0.3], [0.5, -0.03, 0.99]]),),)

    def evaluate(self, x: Any) -> Any:
        return np.arctanh(x)

    def derivative(self, r: Any, x: Any) -> Any:
        return 1 / (1 - x**2)

    def expression(self, x: Expression) -> Expression:
        return Call("atanh", (x,))
