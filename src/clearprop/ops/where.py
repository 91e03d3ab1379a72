"""A choice between two values, element by element."""

from typing import Any

import numpy as np

from clearprop.expression import Expression, where
from clearprop.ir import Type
from clearprop.ops.base import TRACED, as_dtype, is_number, promoted, shape_of, sum_to
from clearprop.ops.numpy_function import NumpyFunction


class Where(NumpyFunction):
    """r = x where c, else y; ∂r/∂x = c, ∂r/∂y = ¬c.   c: bool[*s], x: T[*t], y: T[*u] -> r: T[*broadcast]."""

    traces = np.where
    floating_only = False
    examples = (
        (np.array([[True, False, True], [False, False, True]]), np.array([0.5, -1.5, 2.0]), np.array([[3.0], [0.0]])),
        (np.array([[True], [False]]), np.array(1.5), np.array([2.0, 0.0, -1.0])),
    )

    @classmethod
    def trace(cls, condition: Any, x: Any = None, y: Any = None) -> Any:
        return np.nonzero(condition) if x is None and y is None else cls()(condition, x, y)

    def evaluate(self, c: Any, x: Any, y: Any) -> Any:
        return np.where(c, x, y)

    def prepare(self, operands: tuple[Any, ...]) -> tuple[Any, ...]:
        c, x, y = operands
        dtype = promoted((x, y), self.floating_only)
        return as_dtype(c, np.dtype(np.bool_)), as_dtype(x, dtype), as_dtype(y, dtype)

    def infer(self, c: Type, x: Type, y: Type) -> Type:
        return Type(x.dtype, np.broadcast_shapes(c.shape, x.shape, y.shape))

    def derivative(self, r: Any, c: Any, x: Any, y: Any) -> Any:
        return None, None if is_number(x) else c, None if is_number(y) else np.logical_not(c)

    def vjp(self, g: Any, r: Any, c: Any, x: Any, y: Any) -> tuple[Any, ...]:
        dx = None if is_number(x) else sum_to(np.where(c, g, 0), shape_of(x))
        return None, dx, None if is_number(y) else sum_to(np.where(c, 0, g), shape_of(y))

    def jvp(self, r: Any, operands: tuple[Any, ...], tangents: tuple[Any, ...]) -> Any:
        _, dx, dy = tangents
        if dx is None and dy is None:
            return None
        tangent = np.where(operands[0], 0 if dx is None else dx, 0 if dy is None else dy)
        return tangent if shape_of(tangent) == shape_of(r) else np.broadcast_to(tangent, shape_of(r))

    def expression(self, c: Expression, x: Expression, y: Expression) -> Expression:
        return where(c, x, y)


def select(condlist: Any, choicelist: Any, default: Any = 0) -> Any:
    """The choice whose condition is the first to hold."""
    result = default
    for condition, choice in zip(reversed(condlist), reversed(choicelist), strict=True):
        result = np.where(condition, choice, result)
    return result


TRACED[np.select] = select
