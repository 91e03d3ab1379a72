"""The solution of linear equations."""

from typing import Any

import numpy as np

from clearprop.expression import Call, Expression
from clearprop.ir import Type
from clearprop.ops.axes import array
from clearprop.ops.base import Op
from clearprop.ops.loops import each, zeros
from clearprop.ops.matmul import common_dtype

A = np.array([[2.0, -1.0, 0.0], [0.5, 0.0, 3.0], [1.0, 4.0, -1.0]])


class Solve(Op):
    """r = a⁻¹ b, ∂L/∂b = a⁻ᵀ g, ∂L/∂a = -∂L/∂b rᵀ.

    a: f[*s, n, n], b: f[*s, n, k] -> r: f[*s, n, k], or
    a: f[n, n], b: f[n] -> r: f[n].
    """

    traces = np.linalg.solve
    complex_step = True
    examples = (
        (A, np.array([1.5, 0.0, -2.0])),
        (A, np.array([[1.5, 0.0], [1.0, -2.0], [0.5, 3.0]])),
        (np.stack([A, A.T + np.eye(3)]), np.arange(24.0).reshape(2, 3, 4) - 7),
    )

    @classmethod
    def trace(cls, a: Any, b: Any) -> Any:
        a, b = array(a), array(b)
        if len(b.shape) == 1 and len(a.shape) > 2:
            return cls.trace(a, b[:, None])[..., 0]
        if len(b.shape) > 1 and a.shape[:-2] != b.shape[:-2]:
            stack = np.broadcast_shapes(a.shape[:-2], b.shape[:-2])
            a, b = (x if x.shape[:-2] == stack else np.broadcast_to(x, stack + x.shape[-2:]) for x in (a, b))
        return cls()(a, b)

    def evaluate(self, a: Any, b: Any) -> Any:
        return np.linalg.solve(a, b)

    def prepare(self, operands: tuple[Any, ...]) -> tuple[Any, ...]:
        return in_floats(common_dtype(operands))

    def infer(self, a: Type, b: Type) -> Type:
        square(self.name, a)
        if b.shape[: a.ndim - 1] != a.shape[:-1] or b.ndim not in ((1, 2) if a.ndim == 2 else (a.ndim,)):
            raise ValueError(f"solve of {a} and {b}: expected a right-hand side of {a.shape[-1]} rows for each matrix.")
        return b

    def vjp(self, g: Any, r: Any, a: Any, b: Any) -> tuple[Any, Any]:
        db = np.linalg.solve(np.swapaxes(a, -1, -2), g)
        return -(np.outer(db, r) if r.ndim == 1 else db @ np.swapaxes(r, -1, -2)), db

    def jvp(self, r: Any, operands: tuple[Any, Any], tangents: tuple[Any, Any]) -> Any:
        da, db = tangents
        if da is None:
            return np.linalg.solve(operands[0], db)
        return np.linalg.solve(operands[0], -(da @ r) if db is None else db - da @ r)

    def numpy(self, *operands: Expression) -> Expression:
        return Call("linalg.solve", operands)

    def loops(self, result: Any, a: Any, b: Any) -> None:
        n = a.shape[-1]
        upper = zeros(n, n)
        for at in each(a.shape[:-2]):
            for i in range(n):
                for j in range(n):
                    upper[i, j] = a[*at, i, j]
                for column in each(b.shape[len(a.shape) - 1 :]):
                    result[*at, i, *column] = b[*at, i, *column]
            for k in range(n):
                pivot = k
                for i in range(k + 1, n):
                    if abs(upper[i, k]) > abs(upper[pivot, k]):
                        pivot = i
                if pivot != k:
                    for j in range(k, n):
                        held = upper[k, j]
                        upper[k, j] = upper[pivot, j]
                        upper[pivot, j] = held
                    for column in each(b.shape[len(a.shape) - 1 :]):
                        held = result[*at, k, *column]
                        result[*at, k, *column] = result[*at, pivot, *column]
                        result[*at, pivot, *column] = held
                for i in range(k + 1, n):
                    factor = upper[i, k] / upper[k, k]
                    for j in range(k + 1, n):
                        upper[i, j] -= factor * upper[k, j]
                    for column in each(b.shape[len(a.shape) - 1 :]):
                        result[*at, i, *column] -= factor * result[*at, k, *column]
            for i in range(n - 1, -1, -1):
                for column in each(b.shape[len(a.shape) - 1 :]):
                    left = result[*at, i, *column]
                    for j in range(i + 1, n):
                        left -= upper[i, j] * result[*at, j, *column]
                    result[*at, i, *column] = left / upper[i, i]


def square(name: str, a: Type) -> None:
    """ValueError unless ``a`` is a square matrix or a stack of them."""
    if a.ndim < 2 or a.shape[-1] != a.shape[-2]:
        raise ValueError(f"{name} of {a}: expected a square matrix or a stack of them.")


def in_floats(operands: tuple[Any, ...]) -> tuple[Any, ...]:
    """Integers as float64, as NumPy's linear algebra takes them."""
    return tuple(a if a.dtype.kind == "f" else a.astype(np.float64) for a in operands)
