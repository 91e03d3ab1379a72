"""Addition."""

from typing import Any

import numpy as np

from clearprop.ops.base import Elementwise, is_number, made_by, shape_of, sum_to


class Add(Elementwise):
    """r = x + y, ∂r/∂x = 1, ∂r/∂y = 1.   x: T[*s], y: T[*t] -> r: T[*broadcast]."""

    traces = np.add
    commutative = True
    symbol = "+"
    floating_only = False
    complex_step = True
    examples = (
        (np.array([[1.0, -2.0, 0.0], [0.5, 3.0, 1.5]]), np.array([0.5, -1.5, 2.0])),
        (np.array([2.0, 0.0]), np.array([[3.0], [-1.0], [0.5]])),
        (np.array(3.0), np.array([[1.0, -2.0, 0.0, 4.0]])),
    )

    def evaluate(self, x: Any, y: Any) -> Any:
        return np.add(x, y)

    def derivative(self, r: Any, x: Any, y: Any) -> Any:
        return None if is_number(x) else 1, None if is_number(y) else 1

    def vjp(self, g: Any, r: Any, x: Any, y: Any) -> tuple[Any, ...]:
        return tuple(None if is_number(operand) else sum_to(g, shape_of(operand)) for operand in (x, y))

    def simplified(self, x: Any, y: Any) -> Any:
        if is_number(x) and is_number(y):
            return x + y
        if is_number(x, 0):
            return y
        if is_number(y, 0):
            return x
        if getattr(x, "atom", None) is getattr(y, "atom", y) and x.dtype.kind == "f":
            return 2.0 * x
        negated = made_by(y, "negative")
        if negated:  # x + (-y) = x - y
            return x - negated[0]
        negated = made_by(x, "negative")
        return y - negated[0] if negated else None
