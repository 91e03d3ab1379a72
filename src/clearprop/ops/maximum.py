"""The larger of two values."""

from typing import Any

import numpy as np

from clearprop.expression import Expression, maximum
from clearprop.ops.base import Elementwise, Kink, example, is_number


class Maximum(Elementwise):
    """r = max(x, y), ∂r/∂x = 1 where x > y, ½ at a tie (0 against a number of the text), else 0; ∂r/∂y likewise.

    x: T[*s], y: T[*t] -> r: T[*broadcast].
    """

    traces = np.maximum
    commutative = True
    floating_only = False
    kinks = (Kink(at=(1.0, 1.0), derivative=(0.5, 0.5), says="at a tie each operand has half of the gradient"),)
    examples = (
        (np.array([[1.0, -2.0, 0.0], [0.7, 3.0, 1.5]]), np.array([0.5, -1.5, 2.0])),
        (np.array([2.0, 0.0]), np.array([[3.0], [-1.0], [0.5]])),
        example(np.array([[1.0, -2.0, 0.0, 4.0]]), np.array(0.0), smooth=False),
    )

    def evaluate(self, x: Any, y: Any) -> Any:
        return np.maximum(x, y)

    def derivative(self, r: Any, x: Any, y: Any) -> Any:
        if is_number(x) or is_number(y):
            return None if is_number(x) else x > y, None if is_number(y) else y > x
        return share(x > y, x >= y, r), share(y > x, y >= x, r)

    def expression(self, x: Expression, y: Expression) -> Expression:
        return maximum(x, y)


def share(wins: Any, wins_or_ties: Any, r: Any) -> Any:
    """1 for the one that wins, ½ for each of a tie, in the dtype of the result."""
    return 0.5 * (wins.astype(r.dtype) + wins_or_ties)
