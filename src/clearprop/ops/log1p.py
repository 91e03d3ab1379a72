"""The logarithm of one more, exact near 0."""

import math
from typing import Any

import numpy as np

from clearprop.expression import Expression, log1p
from clearprop.ops.base import Elementwise


class Log1p(Elementwise):
    """r = ln(1 + x), r' = 1 / (1 + x).   x: f[*s] -> r: f[*s]."""

    traces = (np.log1p, math.log1p)
    complex_step = True
    examples = ((np.array([[-0.5, 0.0, 0.3], [2.0, 40.0, 1e-9]]),),)

    def evaluate(self, x: Any) -> Any:
        return np.log1p(x)

    def derivative(self, r: Any, x: Any) -> Any:
        return 1 / (1 + x)

    def expression(self, x: Expression) -> Expression:
        return log1p(x)
