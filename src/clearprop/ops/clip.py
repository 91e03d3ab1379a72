"""Values kept between two limits."""

from typing import Any

import numpy as np

from clearprop.expression import Expression, maximum, minimum
from clearprop.ops.base import Kink, example, is_number
from clearprop.ops.numpy_function import NumpyFunction


class Clip(NumpyFunction):
    """r = min(max(x, low), high), ∂r/∂x = 1 between the limits and 0 at them; there and beyond the limit has the 1.

    x: T[*s], low: T[*t], high: T[*u] -> r: T[*broadcast].
    """

    traces = np.clip
    floating_only = False
    kinks = (Kink(at=(1.0, -1.0, 1.0), derivative=(0.0, 0.0, 1.0), says="exactly at a limit x has no gradient"),)
    examples = (
        (np.array([[1.0, -2.0, 0.0], [0.5, 3.0, 1.5]]), np.array([0.3, -1.5, -2.0]), np.array([[2.0], [1.2]])),
        (np.array([0.7]), np.array([0.2, -1.5, 1.0, 0.8]), np.array(2.5)),
        example(np.array([1.0, -1.0, 0.0]), np.array(-1.0), np.array(1.0), smooth=False),
    )

    @classmethod
    def trace(cls, a: Any, a_min: Any = None, a_max: Any = None, *, min: Any = None, max: Any = None) -> Any:
        low, high = a_min if min is None else min, a_max if max is None else max
        if low is None and high is None:
            return np.copy(a)
        if high is None:
            return np.maximum(a, low)
        return np.minimum(a, high) if low is None else cls()(a, low, high)

    def evaluate(self, x: Any, low: Any, high: Any) -> Any:
        return np.clip(x, low, high)

    def derivative(self, r: Any, x: Any, low: Any, high: Any) -> Any:
        return (
            None if is_number(x) else (x > low) & (x < high),
            None if is_number(low) else (x <= low) & (low < high),
            None if is_number(high) else (x >= high) | (low >= high),
        )

    def expression(self, x: Expression, low: Expression, high: Expression) -> Expression:
        return minimum(maximum(x, low), high)
