"""Whether a value is infinite."""

import math
from typing import Any

import numpy as np

from clearprop.expression import Call, Expression
from clearprop.ops.base import Elementwise


class Isinf(Elementwise):
    """r = x is ∞ or -∞, without a gradient.   x: f[*s] -> r: bool[*s]."""

    traces = (np.isinf, math.isinf)
    result_dtype = "bool"
    examples = ((np.array([[1.0, np.inf, 0.0], [np.inf, -np.inf, np.nan]]),),)

    def evaluate(self, x: Any) -> Any:
        return np.isinf(x)

    def derivative(self, r: Any, x: Any) -> Any:
        return None

    def expression(self, x: Expression) -> Expression:
        return Call("isinf", (x,))
