"""The square root."""

import math
from typing import Any

import numpy as np

from clearprop.expression import Expression, sqrt
from clearprop.ops.base import Elementwise


class Sqrt(Elementwise):
    """r = √x, r' = 1 / (2 r).   x: f[*s] -> r: f[*s].   At 0 the derivative is infinite, and is left so."""

    traces = (np.sqrt, math.sqrt)
    complex_step = True
    examples = ((np.array([[1.0, 0.03, 0.5], [2.0, 40.0, 7.0]]),),)

    def evaluate(self, x: Any) -> Any:
        return np.sqrt(x)

    def derivative(self, r: Any, x: Any) -> Any:
        return 0.5 / r

    def expression(self, x: Expression) -> Expression:
        return sqrt(x)
