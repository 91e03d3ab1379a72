"""Rounding to the nearest integer, halves to the even one."""

from typing import Any

import numpy as np

from clearprop.expression import Call, Expression
from clearprop.ops.base import TRACED, Elementwise, Kink, example


class Round(Elementwise):
    """r = the integer nearest to x (2.5 and 1.5 both give 2), r' = 0.   x: f[*s] -> r: f[*s]."""

    traces = (np.round, np.around)
    kinks = (Kink(at=(2.5,), derivative=0.0, says="a step; the derivative is 0 on both sides"),)
    examples = (
        example(np.array([[-1.6, 0.2, 0.3], [2.7, -40.1, 0.7]])),
        example(np.array([0.0, -2.5, 2.5, 1.5]), smooth=False),
    )

    @classmethod
    def trace(cls, a: Any, decimals: int = 0) -> Any:
        if decimals == 0:
            return cls()(a) if a.dtype.kind == "f" else a
        scale = float(10 ** abs(decimals))
        return np.round(a * scale) / scale if decimals > 0 else np.round(a / scale) * scale

    def evaluate(self, x: Any) -> Any:
        return np.rint(x)

    def derivative(self, r: Any, x: Any) -> Any:
        return None

    def expression(self, x: Expression) -> Expression:
        return Call("round", (x,))


def rint(x: Any) -> Any:
    """np.rint: floating also for integers."""
    return np.round(x) if x.dtype.kind == "f" else x.astype(np.float64)


TRACED[np.rint] = rint
