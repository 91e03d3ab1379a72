"""The cumulative product along an axis."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from clearprop.ir import Type
from clearprop.ops.base import Op, example
from clearprop.ops.loops import each
from clearprop.ops.reduction import summed_dtype
from clearprop.ops.reshape import flattened

X = np.array([[1.0, -2.0, 0.0, 4.0], [0.5, 3.0, 1.5, -1.0], [0.0, 2.0, 0.0, 1.0]])


@dataclass(frozen=True)
class Cumprod(Op):
    """r_i = Π_{j ≤ i} x_j along the axis; ∂r_i/∂x_k = Π_{j ≤ i, j ≠ k} x_j for k ≤ i.   x: f[*s] -> r: f[*s]."""

    axis: int

    traces = np.cumprod
    complex_step = True
    examples = (example(X, axis=1), example(X, axis=0), example(X[0, :1], axis=0))

    @classmethod
    def trace(cls, a: Any, axis: int | None = None, dtype: Any = None) -> Any:
        a, at = flattened(a, axis)
        return cls(at)(a if dtype is None else a.astype(dtype))

    def evaluate(self, x: Any) -> Any:
        return np.cumprod(x, axis=self.axis)

    def infer(self, x: Type) -> Type:
        return Type(summed_dtype(x.dtype), x.shape)

    def vjp(self, g: Any, r: Any, x: Any) -> tuple[Any]:
        g = np.moveaxis(g, self.axis, -1)
        return (np.moveaxis(np.sum(g[..., None, :] * self.slopes(x), axis=-1), -1, self.axis),)

    def slopes(self, x: Any) -> Any:
        """∂r_i/∂x_k in row k and column i, without a division: the product up to i with 1 in the place of x_k."""
        n = x.shape[self.axis]
        rows = np.moveaxis(x, self.axis, -1)[..., None, :]
        return np.triu(np.cumprod(np.where(np.eye(n, dtype=bool), 1, rows), axis=-1))

    def loops(self, result: Any, x: Any) -> None:
        for before in each(x.shape[: self.axis]):
            for after in each(x.shape[self.axis + 1 :]):
                running = 1.0
                for i in range(x.shape[self.axis]):
                    running *= x[*before, i, *after]
                    result[*before, i, *after] = running
