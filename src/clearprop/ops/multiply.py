"""Multiplication."""

import math
from typing import Any

import numpy as np

from clearprop.ir import Type
from clearprop.ir.types import typed
from clearprop.ops.base import Elementwise, broadcast_shapes, is_number, made_by
from clearprop.ops.full import full_like_of
from clearprop.ops.uniform import number_for, uniform


class Multiply(Elementwise):
    """r = x y, ∂r/∂x = y, ∂r/∂y = x.   x: T[*s], y: T[*t] -> r: T[*broadcast].

    A boolean factor of a floating one is a mask: it stays boolean, and has no gradient.
    """

    traces = np.multiply
    commutative = True
    symbol = "*"
    floating_only = False
    complex_step = True
    examples = (
        (np.array([[1.0, -2.0, 0.0], [0.5, 3.0, 1.5]]), np.array([0.5, -1.5, 2.0])),
        (np.array([2.0, 0.0]), np.array([[3.0], [-1.0], [0.5]])),
        (np.array([2.0, 0.0]), np.array(3.0)),
        (np.array([[1.0, -2.0, 0.0], [0.5, 3.0, 1.5]]), np.array([True, False, True])),
    )

    def evaluate(self, x: Any, y: Any) -> Any:
        return np.multiply(x, y)

    def prepare(self, operands: tuple[Any, ...]) -> tuple[Any, ...]:
        first, second = (getattr(operand, "dtype", None) for operand in operands)
        if first is second and first is not None and first.kind == "f":
            return operands
        kinds = (getattr(first, "kind", ""), getattr(second, "kind", ""))
        return operands if kinds in (("b", "f"), ("f", "b")) else super().prepare(operands)

    def infer(self, x: Type, y: Type) -> Type:
        return typed(y.dtype if x.dtype == "bool" else x.dtype, broadcast_shapes(x.shape, y.shape))

    def derivative(self, r: Any, x: Any, y: Any) -> Any:
        return y if varies(x) else None, x if varies(y) else None

    def simplified(self, x: Any, y: Any) -> Any:
        if is_number(x) and is_number(y):
            return x * y
        if is_number(x):
            return by_number(y, x)
        if is_number(y):
            return by_number(x, y)
        for array, other in ((x, y), (y, x)):
            number = number_for(array, other)
            if number is not None:
                return number * other
        over = made_by(y, "divide")
        if over and is_number(over[0], 1):  # x (1 / y) = x / y
            return x / over[1]
        negated = made_by(x, "negative")
        if negated:  # (-x) y = -(x y)
            return -(negated[0] * y)
        negated = made_by(y, "negative")
        return -(x * negated[0]) if negated else None


def varies(x: Any) -> bool:
    """Whether an operand can have a gradient: a floating array, not a number of the text or a mask."""
    return not is_number(x) and bool(x.dtype.kind in "fc")


def by_number(x: Any, number: Any) -> Any:
    """The product with a number, simpler than by an equation; None where it takes one."""
    if number == 1:
        return x
    if number == -1:
        return -x
    if uniform(x) is not None:
        return full_like_of(x, uniform(x) * number)
    negated = made_by(x, "negative")
    if negated:  # (-x) 2 = -2 x
        return -number * negated[0]
    for other, factor in permutations(made_by(x, "multiply")):
        if is_number(factor) and (power_of_two(factor) or power_of_two(number)):  # exact: ½ (2 x) = x
            return number * factor * other
    return None


def permutations(pair: tuple[Any, ...] | None) -> tuple[tuple[Any, ...], ...]:
    return (pair, pair[::-1]) if pair else ()


def power_of_two(number: float) -> bool:
    return abs(math.frexp(number)[0]) == 0.5
