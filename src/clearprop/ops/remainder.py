"""The remainder of a division rounded down."""

from typing import Any

import numpy as np

from clearprop.expression import Call, Expression, Operator
from clearprop.ops.base import Elementwise, Kink, example, is_number


class Remainder(Elementwise):
    """r = x - y ⌊x / y⌋, with the sign of y; ∂r/∂x = 1, ∂r/∂y = -⌊x / y⌋.   x: T[*s], y: T[*t] -> r: T[*broadcast]."""

    traces = np.remainder
    floating_only = False
    kinks = (Kink(at=(4.0, 2.0), derivative=(1.0, -2.0), says="at a jump the derivative is that of the right"),)
    examples = (
        (np.array([[1.2, -2.0, 0.3], [0.7, 3.1, 1.5]]), np.array([0.5, -1.5, 2.0])),
        (np.array([2.1, -40.3]), np.array([[3.0], [-1.0], [0.8]])),
        example(np.array([0.0, 2.0, -4.0]), np.array(2.0), smooth=False),
    )

    def evaluate(self, x: Any, y: Any) -> Any:
        return np.remainder(x, y)

    def derivative(self, r: Any, x: Any, y: Any) -> Any:
        return None if is_number(x) else 1, None if is_number(y) else -np.floor_divide(x, y)

    def numpy(self, x: Expression, y: Expression) -> Expression:
        return Operator("%", (x, y))

    def expression(self, x: Expression, y: Expression) -> Expression:
        return Call("remainder", (x, y))
