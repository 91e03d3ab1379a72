"""The exponential."""

import math
from typing import Any

import numpy as np

from clearprop.expression import Expression, exp
from clearprop.ops.base import Elementwise


class Exp(Elementwise):
    """r = e^x, r' = r.   x: f[*s] -> r: f[*s]."""

    traces = (np.exp, math.exp)
    complex_step = True
    examples = ((np.array([[-1.5, 0.0, 0.3], [2.0, -40.0, 0.7]]),),)

    def evaluate(self, x: Any) -> Any:
        return np.exp(x)

    def derivative(self, r: Any, x: Any) -> Any:
        return r

    def expression(self, x: Expression) -> Expression:
        return exp(x)
