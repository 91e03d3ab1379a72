"""Negation."""

from typing import Any

import numpy as np

from clearprop.expression import Expression
from clearprop.ops.base import Elementwise, is_number, made_by
from clearprop.ops.full import full_like_of
from clearprop.ops.uniform import uniform


class Negative(Elementwise):
    """r = -x, r' = -1.   x: T[*s] -> r: T[*s]."""

    traces = np.negative
    floating_only = False
    linear = True
    complex_step = True
    examples = ((np.array([[1.0, -2.0, 0.0], [0.5, 3.0, 1.5]]),),)

    def evaluate(self, x: Any) -> Any:
        return np.negative(x)

    def derivative(self, r: Any, x: Any) -> Any:
        return -1

    def vjp(self, g: Any, r: Any, x: Any) -> tuple[Any, ...]:
        return (-g,)

    def expression(self, x: Expression) -> Expression:
        return -x

    def simplified(self, x: Any) -> Any:
        if is_number(x):
            return -x
        if uniform(x) is not None:
            return full_like_of(x, -uniform(x))
        negated = made_by(x, "negative")
        if negated:  # -(-x) = x
            return negated[0]
        difference = made_by(x, "subtract")
        if difference:  # -(x - y) = y - x
            return difference[1] - difference[0]
        factors = made_by(x, "multiply")
        if factors and is_number(factors[0]):  # -(2 x) = -2 x
            return -factors[0] * factors[1]
        return factors[0] * -factors[1] if factors and is_number(factors[1]) else None
