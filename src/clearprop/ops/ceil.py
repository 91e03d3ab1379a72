"""Rounding up."""

import math
from typing import Any

import numpy as np

from clearprop.expression import Expression, ceil
from clearprop.ops.base import TRACED, Elementwise, Kink, example


class Ceil(Elementwise):
    """r = ⌈x⌉, r' = 0.   x: f[*s] -> r: f[*s]."""

    traces = np.ceil
    kinks = (Kink(at=(2.0,), derivative=0.0, says="a step; the derivative is 0 on both sides"),)
    examples = (
        example(np.array([[-1.5, 0.2, 0.3], [2.7, -40.1, 0.7]])),
        example(np.array([0.0, -2.0, 2.5, -0.5]), smooth=False),
    )

    @classmethod
    def trace(cls, x: Any) -> Any:
        return cls()(x) if x.dtype.kind == "f" else x

    def evaluate(self, x: Any) -> Any:
        return np.ceil(x)

    def derivative(self, r: Any, x: Any) -> Any:
        return None

    def expression(self, x: Expression) -> Expression:
        return ceil(x)


TRACED[math.ceil] = lambda x: np.ceil(x).astype(np.int64)
