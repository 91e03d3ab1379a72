"""Heaviside's step, with the value at 0 as an operand."""

from typing import Any

import numpy as np

from clearprop.expression import Expression, where
from clearprop.ops.base import Kink, example, is_number
from clearprop.ops.numpy_function import NumpyFunction


class Heaviside(NumpyFunction):
    """r = 0, h or 1 as x is below, at or above 0; ∂r/∂x = 0, ∂r/∂h = 1 where x = 0.

    x: f[*s], h: f[*t] -> r: f[*broadcast].
    """

    traces = np.heaviside
    kinks = (Kink(at=(0.0, 0.5), derivative=(0.0, 1.0), says="a step; the derivative is 0 on both sides"),)
    examples = (
        (np.array([[1.0, -2.0, 0.3], [0.5, 3.0, -1.5]]), np.array([0.5, 0.0, 1.0])),
        example(np.array([2.0, 0.0]), np.array([[0.5], [1.0], [0.0]]), smooth=False),
    )

    def evaluate(self, x: Any, h: Any) -> Any:
        return np.heaviside(x, h)

    def derivative(self, r: Any, x: Any, h: Any) -> Any:
        return None, None if is_number(h) else x == 0

    def expression(self, x: Expression, h: Expression) -> Expression:
        return where(x < 0, 0.0, where(x > 0, 1.0, where(x == 0, h, x)))
