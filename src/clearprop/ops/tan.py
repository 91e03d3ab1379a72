"""The tangent."""

import math
from typing import Any

import numpy as np

from clearprop.expression import Expression, tan
from clearprop.ops.base import Elementwise


class Tan(Elementwise):
    """r = tan x, r' = 1 + r².   x: f[*s] -> r: f[*s]."""

    traces = (np.tan, math.tan)
    complex_step = True
    examples = ((np.array([[-1.2, 0.0, 0.3], [2.0, -4.0, 0.7]]),),)

    def evaluate(self, x: Any) -> Any:
        return np.tan(x)

    def derivative(self, r: Any, x: Any) -> Any:
        return 1 + r**2

    def expression(self, x: Expression) -> Expression:
        return tan(x)
