"""The hyperbolic sine."""

import math
from typing import Any

import numpy as np

from clearprop.expression import Expression, sinh
from clearprop.ops.base import Elementwise


class Sinh(Elementwise):
    """r = sinh x, r' = cosh x.   x: f[*s] -> r: f[*s]."""

    traces = (np.sinh, math.sinh)
    complex_step = True
    examples = ((np.array([[-1.5, 0.0, 0.3], [2.0, -9.0, 0.7]]),),)

    def evaluate(self, x: Any) -> Any:
        return np.sinh(x)

    def derivative(self, r: Any, x: Any) -> Any:
        return np.cosh(x)

    def expression(self, x: Expression) -> Expression:
        return sinh(x)
