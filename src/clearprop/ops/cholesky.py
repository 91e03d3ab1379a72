"""The Cholesky factor of a positive definite matrix."""

from typing import Any

import numpy as np

from clearprop.expression import Call, Expression
from clearprop.ir import Type
from clearprop.ops.axes import array
from clearprop.ops.base import Op
from clearprop.ops.loops import each
from clearprop.ops.solve import in_floats, square

A = np.array([[4.0, 1.0, 0.0], [1.0, 3.0, -1.0], [0.0, -1.0, 2.0]])


class Cholesky(Op):
    """r rᵀ = a with r lower triangular; only the lower triangle of a is read.   a: f[*s, n, n] -> r: f[*s, n, n].

    ∂L/∂a = Φ(s + sᵀ) with s = r⁻ᵀ Φ(rᵀ g) r⁻¹, where Φ takes the lower triangle and half the diagonal.
    Source: Murray, Differentiation of the Cholesky decomposition, 2016.
    """

    traces = np.linalg.cholesky
    examples = ((A,), (np.stack([A, A + np.eye(3)]),), (np.array([[9.0]]),))

    @classmethod
    def trace(cls, a: Any, /, *, upper: bool = False) -> Any:
        a = array(a)
        return np.swapaxes(cls()(np.swapaxes(a, -1, -2)), -1, -2) if upper else cls()(a)

    def evaluate(self, a: Any) -> Any:
        return np.linalg.cholesky(a)

    def prepare(self, operands: tuple[Any, ...]) -> tuple[Any, ...]:
        return in_floats(operands)

    def infer(self, a: Type) -> Type:
        square(self.name, a)
        return a

    def vjp(self, g: Any, r: Any, a: Any) -> tuple[Any]:
        transposed = np.swapaxes(r, -1, -2)
        half = np.linalg.solve(transposed, halved(transposed @ g))
        s = np.linalg.solve(transposed, np.swapaxes(half, -1, -2))
        return (halved(s + np.swapaxes(s, -1, -2)),)

    def numpy(self, *operands: Expression) -> Expression:
        return Call("linalg.cholesky", operands)

    def loops(self, result: Any, a: Any) -> None:
        for at in each(a.shape[:-2]):
            for j in range(a.shape[-1]):
                for i in range(j, a.shape[-1]):
                    left = a[*at, i, j]
                    for k in range(j):
                        left -= result[*at, i, k] * result[*at, j, k]
                    result[*at, i, j] = left**0.5 if i == j else left / result[*at, j, j]


def halved(x: Any) -> Any:
    """The lower triangle with half the diagonal."""
    return (np.tril(x) + np.tril(x, -1)) / 2
