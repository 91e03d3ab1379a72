"""The hypotenuse."""

import math
from typing import Any

import numpy as np

from clearprop.expression import Call, Expression
from clearprop.ops.base import TRACED, Elementwise, Kink, example, is_number


class Hypot(Elementwise):
    """r = √(x² + y²), ∂r/∂x = x / r, ∂r/∂y = y / r.   x: f[*s], y: f[*t] -> r: f[*broadcast]."""

    traces = np.hypot
    kinks = (Kink(at=(0.0, 0.0), derivative=(0.0, 0.0), says="the tip of a cone"),)
    examples = (
        (np.array([[1.0, -2.0, 0.0], [0.5, 3.0, 1.5]]), np.array([0.5, -1.5, 2.0])),
        (np.array([2.0, -40.0]), np.array([[3.0], [-1.0], [0.0]])),
        example(np.array([0.0, 2.0]), np.array(0.0), smooth=False),
    )

    def evaluate(self, x: Any, y: Any) -> Any:
        return np.hypot(x, y)

    def derivative(self, r: Any, x: Any, y: Any) -> Any:
        length = r + (r == 0)  # 0 / 1 at the tip
        return None if is_number(x) else x / length, None if is_number(y) else y / length

    def expression(self, x: Expression, y: Expression) -> Expression:
        return Call("hypot", (x, y))


def hypot(*coordinates: Any) -> Any:
    """``math.hypot`` of any number of coordinates."""
    length = coordinates[0]
    for coordinate in coordinates[1:]:
        length = np.hypot(length, coordinate)
    return length if len(coordinates) > 1 else np.abs(length)


TRACED[math.hypot] = hypot
