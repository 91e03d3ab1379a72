"""The natural logarithm."""

import math
from typing import Any

import numpy as np

from clearprop.expression import Expression, log
from clearprop.ops.base import TRACED, Elementwise, is_number


class Log(Elementwise):
    """r = ln x, r' = 1 / x.   x: f[*s] -> r: f[*s].   Nothing is added in secret: ln 0 is -inf."""

    traces = np.log
    complex_step = True
    examples = ((np.array([[1.0, 0.03, 0.5], [2.0, 40.0, 7.0]]),),)

    def evaluate(self, x: Any) -> Any:
        return np.log(x)

    def derivative(self, r: Any, x: Any) -> Any:
        return 1 / x

    def expression(self, x: Expression) -> Expression:
        return log(x)


def log_to_base(x: Any, base: Any = math.e) -> Any:
    """``math.log(x, base)``: ln x / ln base."""
    if base is math.e:
        return np.log(x)
    return np.log(x) / (math.log(base) if is_number(base) else np.log(base))


TRACED[math.log] = log_to_base
