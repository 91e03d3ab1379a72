"""The lower triangle of a matrix, zeros above."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from clearprop.expression import ArrayView, Call, Expression, where
from clearprop.ir import Type
from clearprop.ops.axes import array
from clearprop.ops.base import Op, example


@dataclass(frozen=True)
class Tril(Op):
    """r_ij = x_ij where j ≤ i + k, 0 elsewhere; ∂L/∂x = the same part of g.   x: f[*s, n, m] -> r: f[*s, n, m]."""

    k: int = 0

    traces = np.tril
    linear = True
    complex_step = True
    examples = (
        example(np.arange(15.0).reshape(5, 3) - 7),
        example(np.arange(24.0).reshape(2, 3, 4) - 7, k=1),
        example(np.arange(12.0).reshape(3, 4) - 7, k=-1),
    )

    @classmethod
    def trace(cls, m: Any, k: int = 0) -> Any:
        m = array(m)
        return cls(int(k))(np.broadcast_to(m, m.shape * 2) if len(m.shape) == 1 else m)

    def evaluate(self, x: Any) -> Any:
        return np.tril(x, self.k)

    def infer(self, x: Type) -> Type:
        if x.ndim < 2:
            raise ValueError(f"{self.name} of {x}: expected a matrix or a stack of them.")
        return x

    def vjp(self, g: Any, r: Any, x: Any) -> tuple[Any]:
        return (type(self)(self.k)(g),)

    def numpy(self, *operands: Expression) -> Expression:
        return Call(self.name, operands, (("k", self.k),) if self.k else ())

    def stays(self, i: Expression, j: Expression) -> Expression:
        """Whether the element in row i and column j is part of the triangle."""
        return j <= i + self.k if self.k > 0 else j + -self.k <= i if self.k else j <= i

    def element(self, index: tuple[Expression, ...], x: ArrayView) -> Expression:
        return where(self.stays(*index[-2:]), x[index], 0)
