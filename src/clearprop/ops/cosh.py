"""The hyperbolic cosine."""

import math
from typing import Any

import numpy as np

from clearprop.expression import Expression, cosh
from clearprop.ops.base import Elementwise


class Cosh(Elementwise):
    """r = cosh x, r' = sinh x.   x: f[*s] -> r: f[*s]."""

    traces = (np.cosh, math.cosh)
    complex_step = True
    examples = ((np.array([[-1.5, 0.0, 0.3], [2.0, -9.0, 0.7]]),),)

    def evaluate(self, x: Any) -> Any:
        return np.cosh(x)

    def derivative(self, r: Any, x: Any) -> Any:
        return np.sinh(x)

    def expression(self, x: Expression) -> Expression:
        return cosh(x)
