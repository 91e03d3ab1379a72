"""A vector on the diagonal of a square matrix of zeros; of a matrix, np.diag is the diagonal."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from clearprop.expression import ArrayView, Call, Expression, where
from clearprop.ir import Type
from clearprop.ops.axes import array
from clearprop.ops.base import TRACED, Op, example
from clearprop.ops.reshape import flattened


@dataclass(frozen=True)
class Diag(Op):
    """r_{i, i + k} = x_i and 0 beside it, ∂L/∂x = the diagonal of g.   x: f[n] -> r: f[m, m]."""

    k: int = 0

    traces = np.diag
    linear = True
    complex_step = True
    examples = (
        example(np.array([1.5, -2.0, 0.0])),
        example(np.array([1.5, -2.0]), k=1),
        example(np.array([0.5]), k=-2),
    )

    @classmethod
    def trace(cls, v: Any, k: int = 0) -> Any:
        v = array(v)
        if len(v.shape) not in (1, 2):
            raise ValueError(f"diag of an array of shape {v.shape}: expected a vector or a matrix.")
        return cls(int(k))(v) if len(v.shape) == 1 else np.diagonal(v, int(k))

    def evaluate(self, x: Any) -> Any:
        return np.diag(x, self.k)

    def infer(self, x: Type) -> Type:
        return Type(x.dtype, (x.shape[0] + abs(self.k),) * 2)

    def vjp(self, g: Any, r: Any, x: Any) -> tuple[Any]:
        return (np.diagonal(g, self.k),)

    def numpy(self, *operands: Expression) -> Expression:
        return Call("diag", operands, (("k", self.k),) if self.k else ())

    def element(self, index: tuple[Expression, ...], x: ArrayView) -> Expression:
        i, j = index
        on = j == i + self.k if self.k > 0 else i == j + -self.k if self.k else i == j
        return where(on, x[j if self.k < 0 else i], 0)


def diagflat(v: Any, k: int = 0) -> Any:
    """All elements on a diagonal."""
    return Diag(int(k))(flattened(v, None)[0])


TRACED |= {np.diagflat: diagflat}
