"""The logarithm to base 2."""

import math
from typing import Any

import numpy as np

from clearprop.expression import Call, Expression
from clearprop.ops.base import Elementwise


class Log2(Elementwise):
    """r = log₂ x, r' = 1 / (x ln 2).   x: f[*s] -> r: f[*s]."""

    traces = (np.log2, math.log2)
    complex_step = True
    examples = ((np.array([[1.0, 0.03, 0.5], [2.0, 40.0, 7.0]]),),)

    def evaluate(self, x: Any) -> Any:
        return np.log2(x)

    def derivative(self, r: Any, x: Any) -> Any:
        return 1 / (x * math.log(2))

    def expression(self, x: Expression) -> Expression:
        return Call("log2", (x,))
