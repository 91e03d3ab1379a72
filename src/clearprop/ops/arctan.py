"""The inverse tangent."""

import math
from typing import Any

import numpy as np

from clearprop.expression import Call, Expression
from clearprop.ops.numpy_function import NumpyFunction


class Arctan(NumpyFunction):
    """r = arctan x, r' = 1 / (1 + x²).   x: f[*s] -> r: f[*s]."""

    traces = (np.arctan, math.atan)
    complex_step = True
    examples = ((np.array([[-1.5, 0.0, 0.3], [2.0, -40.0, 0.7]]),),)

    def evaluate(self, x: Any) -> Any:
        return np.arctan(x)

    def derivative(self, r: Any, x: Any) -> Any:
        return 1 / (1 + x**2)

    def expression(self, x: Expression) -> Expression:
        return Call("atan", (x,))
