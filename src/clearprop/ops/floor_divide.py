"""Division rounded down."""

from typing import Any

import numpy as np

from clearprop.expression import Call, Expression, Operator
from clearprop.ops.base import TRACED, Elementwise, Kink, example


class FloorDivide(Elementwise):
    """r = ⌊x / y⌋, ∂r/∂x = ∂r/∂y = 0.   x: T[*s], y: T[*t] -> r: T[*broadcast]."""

    traces = np.floor_divide
    floating_only = False
    kinks = (Kink(at=(4.0, 2.0), derivative=(0.0, 0.0), says="a step; the derivative is 0 on both sides"),)
    examples = (
        (np.array([[1.2, -2.0, 0.3], [0.7, 3.1, 1.5]]), np.array([0.5, -1.5, 2.0])),
        (np.array([2.1, -40.3]), np.array([[3.0], [-1.0], [0.8]])),
        example(np.array([0.0, 2.0, -4.0]), np.array(2.0), smooth=False),
    )

    def evaluate(self, x: Any, y: Any) -> Any:
        return np.floor_divide(x, y)

    def derivative(self, r: Any, x: Any, y: Any) -> Any:
        return None, None

    def numpy(self, x: Expression, y: Expression) -> Expression:
        return Operator("//", (x, y))

    def expression(self, x: Expression, y: Expression) -> Expression:
        return Call("floor_divide", (x, y))


def divmod_of(x1: Any, x2: Any) -> tuple[Any, Any]:
    """The quotient rounded down, and what remains."""
    return np.floor_divide(x1, x2), np.remainder(x1, x2)


TRACED[np.divmod] = divmod_of
