"""The inverse hyperbolic sine."""

import math
from typing import Any

import numpy as np

from clearprop.expression import Call, Expression
from clearprop.ops.numpy_function import NumpyFunction


class Arcsinh(NumpyFunction):
    """r = arsinh x, r' = 1 / √(x² + 1).   x: f[*s] -> r: f[*s]."""

    traces = (np.arcsinh, math.asinh)
    complex_step = True
    examples = ((np.array([[-1.5, 0.0, 0.3], [2.0, -40.0, 0.7]]),),)

    def evaluate(self, x: Any) -> Any:
        return np.arcsinh(x)

    def derivative(self, r: Any, x: Any) -> Any:
        return 1 / np.sqrt(x**2 + 1)

    def expression(self, x: Expression) -> Expression:
        return Call("asinh", (x,))
