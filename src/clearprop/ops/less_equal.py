"""At most."""

from typing import Any

import numpy as np

from clearprop.ops.base import example
from clearprop.ops.comparison import Comparison


class LessEqual(Comparison):
    """r = (x ≤ y), without a gradient.   x: T[*s], y: T[*t] -> r: bool[*broadcast]."""

    traces = np.less_equal
    symbol = "<="
    examples = (
        (np.array([[1.0, -2.0, 0.0], [0.7, 3.0, 1.5]]), np.array([0.5, -1.5, 2.0])),
        example(np.array([2.0, 0.0]), np.array([[2.0], [-1.0], [0.0]]), smooth=False),
    )

    def evaluate(self, x: Any, y: Any) -> Any:
        return np.less_equal(x, y)
