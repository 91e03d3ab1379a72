"""The hyperbolic tangent."""

import math
from typing import Any

import numpy as np

from clearprop.expression import Expression, tanh
from clearprop.ops.base import Elementwise


class Tanh(Elementwise):
    """a = tanh(z), a' = 1 - a².   z: f[*s] -> a: f[*s]."""

    traces = (np.tanh, math.tanh)
    complex_step = True
    examples = ((np.array([[-1.5, 0.0, 0.3], [2.0, -40.0, 0.7]]),),)

    def evaluate(self, z: Any) -> Any:
        return np.tanh(z)

    def derivative(self, a: Any, z: Any) -> Any:
        return 1 - a**2

    def expression(self, z: Expression) -> Expression:
        return tanh(z)
