"""The absolute value."""

import math
from typing import Any

import numpy as np

from clearprop.expression import Expression, absolute
from clearprop.ops.base import TRACED, Elementwise, Kink, example


class Abs(Elementwise):
    """r = |x|, r' = sign x.   x: T[*s] -> r: T[*s]."""

    traces = np.absolute
    floating_only = False
    kinks = (Kink(at=(0.0,), derivative=0.0, says="halfway between -1 and 1"),)
    examples = (
        example(np.array([[-1.5, 0.1, 0.3], [2.0, -40.0, 0.7]])),
        example(np.array([0.0, -1.0]), smooth=False),
    )

    def evaluate(self, x: Any) -> Any:
        return np.absolute(x)

    def derivative(self, r: Any, x: Any) -> Any:
        return np.sign(x)

    def expression(self, x: Expression) -> Expression:
        return absolute(x)


def fabs(x: Any) -> Any:
    """np.fabs and math.fabs: floating also for integers."""
    return np.abs(x if x.dtype.kind == "f" else x.astype(np.float64))


TRACED |= {np.fabs: fabs, math.fabs: fabs}
