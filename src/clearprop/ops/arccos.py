"""The inverse cosine."""

import math
from typing import Any

import numpy as np

from clearprop.expression import Call, Expression
from clearprop.ops.numpy_function import NumpyFunction


class Arccos(NumpyFunction):
    """r = arccos x, r' = -1 / √(1 - x²).   x: f[*s] in [-1, 1] -> r: f[*s]."""

    traces = (np.arccos, math.acos)
    complex_step = True
    examples = ((np.array([[-0.9, 0.0, 0.3], [0.5, -0.03, 0.99]]),),)

    def evaluate(self, x: Any) -> Any:
        return np.arccos(x)

    def derivative(self, r: Any, x: Any) -> Any:
        return -1 / np.sqrt(1 - x**2)

    def expression(self, x: Expression) -> Expression:
        return Call("acos", (x,))
