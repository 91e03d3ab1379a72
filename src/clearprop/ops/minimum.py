"""The smaller of two values."""

from typing import Any

import numpy as np

from clearprop.expression import Expression, minimum
from clearprop.ops.base import Elementwise, Kink, example, is_number
from clearprop.ops.maximum import share


class Minimum(Elementwise):
    """r = min(x, y), ∂r/∂x = 1 where x < y, ½ at a tie (0 against a number of the text), else 0; ∂r/∂y likewise.

    x: T[*s], y: T[*t] -> r: T[*broadcast].
    """

    traces = np.minimum
    commutative = True
    floating_only = False
    kinks = (Kink(at=(1.0, 1.0), derivative=(0.5, 0.5), says="at a tie each operand has half of the gradient"),)
    examples = (
        (np.array([[1.0, -2.0, 0.0], [0.7, 3.0, 1.5]]), np.array([0.5, -1.5, 2.0])),
        (np.array([2.0, 0.0]), np.array([[3.0], [-1.0], [0.5]])),
        example(np.array([[1.0, -2.0, 0.0, 4.0]]), np.array(0.0), smooth=False),
    )

    def evaluate(self, x: Any, y: Any) -> Any:
        return np.minimum(x, y)

    def derivative(self, r: Any, x: Any, y: Any) -> Any:
        if is_number(x) or is_number(y):
            return None if is_number(x) else x < y, None if is_number(y) else y < x
        return share(x < y, x <= y, r), share(y < x, y <= x, r)

    def expression(self, x: Expression, y: Expression) -> Expression:
        return minimum(x, y)
