"""Powers."""

import math
from typing import Any

import numpy as np

from clearprop.expression import Expression, Operator
from clearprop.ir import Type
from clearprop.ops.base import TRACED, Elementwise, as_dtype, is_number, promoted


class Power(Elementwise):
    """r = x^y, ∂r/∂x = y x^(y - 1), ∂r/∂y = r ln x.   x: f[*s], y: f[*t] -> r: f[*broadcast].

    An integer in the text stays one: x: f[*s], n: i[] -> r: f[*s], so x^2, x^-1 and the like hold for negative x too.
    ∂r/∂y is 0 where x = 0 and y > 0.
    """

    traces = np.power
    symbol = "**"
    floating_only = False
    complex_step = True
    examples = (
        (np.array([[1.0, 2.5, 0.3], [0.5, 3.0, 1.5]]), np.array([0.5, -1.5, 2.0])),
        (np.array([2.0, 0.5]), np.array([[3.0], [-1.0], [0.0]])),
        (np.array([[1.0, -2.0, 0.0, 4.0]]), 3),
        (np.array([1.0, -2.0, 0.5]), -1),
    )

    def evaluate(self, x: Any, y: Any) -> Any:
        if np.ndim(y) == 0 and np.asarray(y).dtype.kind in "iub":
            return np.power(x, int(y))
        return np.power(x, y)

    def prepare(self, operands: tuple[Any, ...]) -> tuple[Any, ...]:
        x, y = operands
        dtype = promoted(operands, self.floating_only)
        whole = is_number(y) and dtype.kind == "f" and float(y).is_integer()
        return as_dtype(x, dtype), int(y) if whole else as_dtype(y, dtype)

    def infer(self, x: Type, y: Type) -> Type:
        return Type(x.dtype, np.broadcast_shapes(x.shape, y.shape))

    def derivative(self, r: Any, x: Any, y: Any) -> Any:
        return None if is_number(x) else by_base(r, x, y), None if is_number(y) else by_exponent(r, x, y)

    def expression(self, x: Expression, y: Expression) -> Expression:
        return Operator("**", (x, y))

    def simplified(self, x: Any, y: Any) -> Any:
        return x if is_number(y, 1) and not is_number(x) else None


def by_base(r: Any, x: Any, y: Any) -> Any:
    """∂r/∂x = y x^(y - 1); None where it is zero."""
    if not is_number(y):
        y = as_dtype(y, r.dtype)
        return y * np.where((x == 0) & (y == 0), 1, x) ** (y - 1)  # 0 at x = y = 0
    if y == 0:
        return None
    if y == 0.5:
        return 0.5 / r
    if y == -1:
        return -(r**2)
    return y * (x if y == 2 else x ** (y - 1)) if y != 1 else 1


def by_exponent(r: Any, x: Any, y: Any) -> Any:
    """∂r/∂y = r ln x; None for a y that is data."""
    if y.dtype.kind not in "fc":
        return None
    if is_number(x) and x > 0:
        return r * math.log(x)
    return r * np.log(np.where((x == 0) & (y > 0), 1, x))


def float_power(x1: Any, x2: Any) -> Any:
    """x1 ** x2 in float64, whatever the operands are."""
    return np.power(*(as_dtype(x, np.dtype(np.float64)) for x in (x1, x2)))


TRACED[np.float_power] = float_power
TRACED[math.pow] = float_power
