"""Exactly one."""

from typing import Any

import numpy as np

from clearprop.expression import Expression
from clearprop.ops.base import TRACED
from clearprop.ops.logical import Logical, on_booleans


class LogicalXor(Logical):
    """r = x ⊕ y, without a gradient.   x: bool[*s], y: bool[*t] -> r: bool[*broadcast]."""

    traces = np.logical_xor
    examples = (
        (np.array([[True, False, True], [False, False, True]]), np.array([True, True, False])),
        (np.array([True, False]), np.array([[True], [False], [True]])),
    )

    def evaluate(self, x: Any, y: Any) -> Any:
        return np.logical_xor(x, y)

    def expression(self, x: Expression, y: Expression) -> Expression:
        return x != y


TRACED[np.bitwise_xor] = on_booleans(LogicalXor, "^")
