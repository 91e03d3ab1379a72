"""The angle of a point."""

import math
from typing import Any

import numpy as np

from clearprop.expression import Call, Expression
from clearprop.ops.base import is_number
from clearprop.ops.numpy_function import NumpyFunction


class Arctan2(NumpyFunction):
    """r = the angle of (x, y), ∂r/∂y = x / (x² + y²), ∂r/∂x = -y / (x² + y²).

    y: f[*s], x: f[*t] -> r: f[*broadcast].
    """

    traces = (np.arctan2, math.atan2)
    examples = (
        (np.array([[1.0, -2.0, 0.0], [0.5, 3.0, 1.5]]), np.array([0.5, -1.5, 2.0])),
        (np.array([2.0, -40.0]), np.array([[3.0], [-1.0], [0.0]])),
    )

    def evaluate(self, y: Any, x: Any) -> Any:
        return np.arctan2(y, x)

    def derivative(self, r: Any, y: Any, x: Any) -> Any:
        squares = x**2 + y**2
        return None if is_number(y) else x / squares, None if is_number(x) else -y / squares

    def expression(self, y: Expression, x: Expression) -> Expression:
        return Call("atan2", (y, x))
