"""The cumulative sum along an axis."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from clearprop.ir import Type
from clearprop.ops.base import Op, example
from clearprop.ops.loops import each


@dataclass(frozen=True)
class Cumsum(Op):
    """r_i = Σ_{j ≤ i} x_j along the axis; ∂L/∂x_i = Σ_{j ≥ i} g_j.   x: f[*s] -> r: f[*s]."""

    axis: int

    traces = np.cumsum
    linear = True
    complex_step = True
    examples = (
        example(np.array([[1.0, -2.0, 0.0], [0.5, 3.0, 1.5]]), axis=1),
        example(np.array([[1.0, -2.0, 0.0], [0.5, 3.0, 1.5]]), axis=0),
    )

    @classmethod
    def trace(cls, a: Any, axis: int | None = None, dtype: Any = None, out: Any = None) -> Any:
        return cls(0)(np.ravel(a)) if axis is None else cls(axis % a.ndim)(a)

    def evaluate(self, x: Any) -> Any:
        return np.cumsum(x, axis=self.axis)

    def infer(self, x: Type) -> Type:
        return x

    def vjp(self, g: Any, r: Any, x: Any) -> tuple[Any]:
        return (np.flip(np.cumsum(np.flip(g, self.axis), axis=self.axis), self.axis),)

    def loops(self, result: Any, x: Any) -> None:
        for before in each(x.shape[: self.axis]):
            for after in each(x.shape[self.axis + 1 :]):
                running = 0.0
                for i in range(x.shape[self.axis]):
                    running += x[*before, i, *after]
                    result[*before, i, *after] = running
