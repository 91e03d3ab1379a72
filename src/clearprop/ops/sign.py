"""The sign."""

from typing import Any

import numpy as np

from clearprop.expression import Call, Expression
from clearprop.ops.base import Elementwise, Kink, example


class Sign(Elementwise):
    """r = -1, 0 or 1 as x is below, at or above 0; r' = 0.   x: T[*s] -> r: T[*s]."""

    traces = np.sign
    floating_only = False
    kinks = (Kink(at=(0.0,), derivative=0.0, says="a step; the derivative is 0 on both sides"),)
    examples = (
        example(np.array([[-1.5, 0.2, 0.3], [2.7, -40.1, 0.7]])),
        example(np.array([0.0, -2.0, 2.5, -0.5]), smooth=False),
    )

    def evaluate(self, x: Any) -> Any:
        return np.sign(x)

    def derivative(self, r: Any, x: Any) -> Any:
        return None

    def expression(self, x: Expression) -> Expression:
        return Call("sign", (x,))
