"""The remainder of a division rounded towards zero."""

import math
from typing import Any

import numpy as np

from clearprop.expression import Call, Expression
from clearprop.ops.base import TRACED, Elementwise, Kink, example, is_number


class Fmod(Elementwise):
    """r = x - y trunc(x / y), with the sign of x; ∂r/∂x = 1, ∂r/∂y = -trunc(x / y).

    x: f[*s], y: f[*t] -> r: f[*broadcast].
    """

    traces = np.fmod
    floating_only = False
    kinks = (
        Kink(at=(4.0, 2.0), derivative=(1.0, -2.0), says="at a jump the derivative is that of the side away from 0"),
    )
    examples = (
        (np.array([[1.2, -2.0, 0.3], [0.7, 3.1, 1.6]]), np.array([0.5, -1.5, 2.0])),
        (np.array([2.1, -40.3]), np.array([[3.0], [-1.0], [0.8]])),
        example(np.array([0.0, 2.0, -4.0]), np.array(2.0), smooth=False),
    )

    def evaluate(self, x: Any, y: Any) -> Any:
        return np.fmod(x, y)

    def derivative(self, r: Any, x: Any, y: Any) -> Any:
        return None if is_number(x) else 1, None if is_number(y) else -np.trunc(x / y)

    def expression(self, x: Expression, y: Expression) -> Expression:
        return Call("fmod", (x, y))


def math_fmod(x: Any, y: Any) -> Any:
    """math.fmod: floating also for integers."""
    return np.fmod(x * 1.0, y * 1.0)


TRACED[math.fmod] = math_fmod
