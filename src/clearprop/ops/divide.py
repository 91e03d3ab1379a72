"""Division."""

from typing import Any

import numpy as np

from clearprop.ops.base import Elementwise, is_number, made_by, shape_of, sum_to
from clearprop.ops.full import full_like_of
from clearprop.ops.uniform import number_for, uniform


class Divide(Elementwise):
    """r = x / y, ∂r/∂x = 1 / y, ∂r/∂y = -r / y.   x: f[*s], y: f[*t] -> r: f[*broadcast]."""

    traces = np.divide
    symbol = "/"
    complex_step = True
    examples = (
        (np.array([[1.0, -2.0, 0.0], [0.5, 3.0, 1.5]]), np.array([0.5, -1.5, 2.0])),
        (np.array([2.0, 0.0]), np.array([[3.0], [-1.0], [0.5]])),
        (np.array(3.0), np.array([[1.0, -2.0, 0.25, 4.0]])),
    )

    def evaluate(self, x: Any, y: Any) -> Any:
        return np.divide(x, y)

    def derivative(self, r: Any, x: Any, y: Any) -> Any:
        return None if is_number(x) else 1 / y, None if is_number(y) else -r / y

    def vjp(self, g: Any, r: Any, x: Any, y: Any) -> tuple[Any, ...]:
        if is_number(x, 1):
            return None, sum_to(-(g * r**2), shape_of(y))
        dx = g / y
        dy = None if is_number(y) else sum_to(-(dx * r), shape_of(y))
        return None if is_number(x) else sum_to(dx, shape_of(x)), dy

    def simplified(self, x: Any, y: Any) -> Any:
        if is_number(x) and is_number(y) and y != 0:
            return x / y
        if is_number(y, 1):
            return x
        if is_number(y) and y != 0 and uniform(x) is not None:
            return full_like_of(x, uniform(x) / y)
        if number_for(x, y) is not None:
            return number_for(x, y) / y
        if is_number(y, -1):
            return -x
        negated = made_by(x, "negative")  # (-x) / y = -(x / y)
        return -(negated[0] / y) if negated else None
