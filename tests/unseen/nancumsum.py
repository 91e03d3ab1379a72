"""The cumulative sum that leaves NaN out: an op that clearprop does not have. tests/test_contributing.py adds it."""

import math
from dataclasses import dataclass
from typing import Any

import numpy as np

from clearprop.ir import Type
from clearprop.ops.base import Op, example
from clearprop.ops.loops import each


@dataclass(frozen=True)
class Nancumsum(Op):
    """r_i = Σ_{j ≤ i, x_j not NaN} x_j along the axis; ∂L/∂x_i = Σ_{j ≥ i} g_j, 0 for NaN.   x: f[*s] -> r: f[*s]."""

    axis: int

    traces = np.nancumsum
    examples = (
        example(np.array([[1.0, -2.0, 0.0], [0.5, np.nan, 1.5]]), axis=1),
        example(np.arange(24.0).reshape(2, 3, 4) - 7, axis=1),
        example(np.array([2.0, np.nan, np.nan, -4.0]), axis=0),
    )

    @classmethod
    def trace(cls, a: Any, axis: int | None = None) -> Any:
        return cls(0)(np.ravel(a)) if axis is None else cls(axis % a.ndim)(a)

    def evaluate(self, x: Any) -> Any:
        return np.nancumsum(x, axis=self.axis)

    def infer(self, x: Type) -> Type:
        return x

    def vjp(self, g: Any, r: Any, x: Any) -> tuple[Any]:
        later = np.flip(np.cumsum(np.flip(g, self.axis), axis=self.axis), self.axis)
        return (np.where(np.isnan(x), 0, later),)

    def loops(self, result: Any, x: Any) -> None:
        for before in each(x.shape[: self.axis]):
            for after in each(x.shape[self.axis + 1 :]):
                running = 0.0
                for i in range(x.shape[self.axis]):
                    if not math.isnan(x[*before, i, *after]):
                        running += x[*before, i, *after]
                    result[*before, i, *after] = running
