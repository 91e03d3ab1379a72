"""The larger of two values, or the one that is a number."""

from typing import Any

import numpy as np

from clearprop.expression import Call, Expression, maximum, where
from clearprop.ops.base import Kink, example, is_number
from clearprop.ops.maximum import share
from clearprop.ops.numpy_function import NumpyFunction


class Fmax(NumpyFunction):
    """r = max(x, y) where a NaN loses; ∂r/∂x = 1 where r is x, ½ at a tie (0 against a number of the text), else 0.

    x: T[*s], y: T[*t] -> r: T[*broadcast].
    """

    traces = np.fmax
    floating_only = False
    kinks = (Kink(at=(1.0, 1.0), derivative=(0.5, 0.5), says="at a tie each operand has half of the gradient"),)
    examples = (
        (np.array([[1.0, -2.0, 0.0], [0.7, 3.0, 1.5]]), np.array([0.5, -1.5, 2.0])),
        (np.array([2.0, 0.0]), np.array([[3.0], [-1.0], [0.5]])),
        example(np.array([[1.0, -2.0, 0.0, 4.0]]), np.array(0.0), smooth=False),
    )

    def evaluate(self, x: Any, y: Any) -> Any:
        return np.fmax(x, y)

    def derivative(self, r: Any, x: Any, y: Any) -> Any:
        if is_number(x) or is_number(y):
            return None if is_number(x) else x > y, None if is_number(y) else y > x
        return share((x == r) & (y != r), x == r, r), share((y == r) & (x != r), y == r, r)

    def expression(self, x: Expression, y: Expression) -> Expression:
        return where(Call("isnan", (x,)), y, where(Call("isnan", (y,)), x, maximum(x, y)))
