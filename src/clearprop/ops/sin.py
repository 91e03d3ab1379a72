"""The sine."""

import math
from typing import Any

import numpy as np

from clearprop.expression import Expression, sin
from clearprop.ops.base import Elementwise


class Sin(Elementwise):
    """r = sin x, r' = cos x.   x: f[*s] -> r: f[*s]."""

    traces = (np.sin, math.sin)
    complex_step = True
    examples = ((np.array([[-1.5, 0.0, 0.3], [2.0, -40.0, 0.7]]),),)

    def evaluate(self, x: Any) -> Any:
        return np.sin(x)

    def derivative(self, r: Any, x: Any) -> Any:
        return np.cos(x)

    def expression(self, x: Expression) -> Expression:
        return sin(x)
