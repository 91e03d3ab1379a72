"""The exponential less one, exact near 0."""

import math
from typing import Any

import numpy as np

from clearprop.expression import Expression, expm1
from clearprop.ops.base import Elementwise


class Expm1(Elementwise):
    """r = e^x - 1, r' = r + 1.   x: f[*s] -> r: f[*s]."""

    traces = (np.expm1, math.expm1)
    complex_step = True
    examples = ((np.array([[-1.5, 0.0, 0.3], [2.0, -40.0, 1e-9]]),),)

    def evaluate(self, x: Any) -> Any:
        return np.expm1(x)

    def derivative(self, r: Any, x: Any) -> Any:
        return r + 1

    def expression(self, x: Expression) -> Expression:
        return expm1(x)
