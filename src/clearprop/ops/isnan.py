"""Whether a value is not a number."""

import math
from typing import Any

import numpy as np

from clearprop.expression import Call, Expression
from clearprop.ops.base import Elementwise


class Isnan(Elementwise):
    """r = x is NaN, without a gradient.   x: f[*s] -> r: bool[*s]."""

    traces = (np.isnan, math.isnan)
    result_dtype = "bool"
    examples = ((np.array([[1.0, np.nan, 0.0], [np.inf, -np.inf, np.nan]]),),)

    def evaluate(self, x: Any) -> Any:
        return np.isnan(x)

    def derivative(self, r: Any, x: Any) -> Any:
        return None

    def expression(self, x: Expression) -> Expression:
        return Call("isnan", (x,))
