"""The inverse of a matrix."""

from typing import Any

import numpy as np

from clearprop.expression import Call, Expression
from clearprop.ir import Type
from clearprop.ops.axes import array
from clearprop.ops.base import TRACED, Op
from clearprop.ops.loops import each, zeros
from clearprop.ops.solve import A, in_floats, square


class Inv(Op):
    """r = a⁻¹, ∂L/∂a = -rᵀ g rᵀ.   a: f[*s, n, n] -> r: f[*s, n, n]."""

    traces = np.linalg.inv
    complex_step = True
    examples = ((A,), (np.stack([A, A.T + np.eye(3)]),), (np.array([[-4.0]]),))

    def evaluate(self, a: Any) -> Any:
        return np.linalg.inv(a)

    def prepare(self, operands: tuple[Any, ...]) -> tuple[Any, ...]:
        return in_floats(operands)

    def infer(self, a: Type) -> Type:
        square(self.name, a)
        return a

    def vjp(self, g: Any, r: Any, a: Any) -> tuple[Any]:
        transposed = np.swapaxes(r, -1, -2)
        return (-(transposed @ g @ transposed),)

    def jvp(self, r: Any, operands: tuple[Any], tangents: tuple[Any]) -> Any:
        return -(r @ tangents[0] @ r)

    def numpy(self, *operands: Expression) -> Expression:
        return Call("linalg.inv", operands)

    def loops(self, result: Any, a: Any) -> None:
        n = a.shape[-1]
        work = zeros(n, n)
        for at in each(a.shape[:-2]):
            for i in range(n):
                for j in range(n):
                    work[i, j] = a[*at, i, j]
                    result[*at, i, j] = 1.0 if i == j else 0.0
            for k in range(n):
                pivot = k
                for i in range(k + 1, n):
                    if abs(work[i, k]) > abs(work[pivot, k]):
                        pivot = i
                if pivot != k:
                    for j in range(n):
                        held = work[k, j]
                        work[k, j] = work[pivot, j]
                        work[pivot, j] = held
                        held = result[*at, k, j]
                        result[*at, k, j] = result[*at, pivot, j]
                        result[*at, pivot, j] = held
                factor = work[k, k]
                for j in range(n):
                    work[k, j] /= factor
                    result[*at, k, j] /= factor
                for i in range(n):
                    if i != k:
                        factor = work[i, k]
                        for j in range(n):
                            work[i, j] -= factor * work[k, j]
                            result[*at, i, j] -= factor * result[*at, k, j]


def matrix_power(a: Any, n: int) -> Any:
    """The product of n factors a, of the inverse where n is negative; by repeated squaring."""
    a = array(a)
    if n == 0:
        return np.broadcast_to(np.eye(a.shape[-1], dtype=a.dtype), a.shape) + np.zeros_like(a)
    if n < 0:
        return matrix_power(np.linalg.inv(a), -n)
    if n == 1:
        return a
    half = matrix_power(a @ a, n // 2)
    return half @ a if n % 2 else half


TRACED |= {np.linalg.matrix_power: matrix_power}
