"""The pseudo-inverse of a matrix. It needs singular values, so it has NumPy's words only."""

from typing import Any

import numpy as np

from clearprop.expression import Call, Expression
from clearprop.ir import Type
from clearprop.ops.base import Op
from clearprop.ops.solve import in_floats

A = np.array([[2.0, -1.0, 0.0], [0.5, 0.0, 3.0], [1.0, 4.0, -1.0], [-2.0, 0.5, 1.0]])


class Pinv(Op):
    """r = a⁺, with the derivative at matrices of the same rank.   a: f[*s, n, m] -> r: f[*s, m, n].

    ∂L/∂a = -rᵀ g rᵀ + (1 - a r) gᵀ r rᵀ + rᵀ r gᵀ (1 - r a). Source: Golub and Pereyra, 1973.
    """

    traces = np.linalg.pinv
    examples = ((A,), (A.T,), (np.stack([A, A * 2 + 1]),))

    @classmethod
    def trace(cls, a: Any) -> Any:
        return cls()(a)

    def evaluate(self, a: Any) -> Any:
        return np.linalg.pinv(a)

    def prepare(self, operands: tuple[Any, ...]) -> tuple[Any, ...]:
        return in_floats(operands)

    def infer(self, a: Type) -> Type:
        if a.ndim < 2:
            raise ValueError(f"pinv of {a}: expected a matrix or a stack of them.")
        return Type(a.dtype, (*a.shape[:-2], a.shape[-1], a.shape[-2]))

    def vjp(self, g: Any, r: Any, a: Any) -> tuple[Any]:
        r_t, g_t = np.swapaxes(r, -1, -2), np.swapaxes(g, -1, -2)
        beside_rows = g_t @ r @ r_t
        beside_columns = r_t @ r @ g_t
        return (beside_rows - a @ r @ beside_rows + (beside_columns - beside_columns @ r @ a) - r_t @ g @ r_t,)

    def numpy(self, *operands: Expression) -> Expression:
        return Call("linalg.pinv", operands)
