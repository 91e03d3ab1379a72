"""The logarithm of the determinant's absolute value: the second of the pair that np.linalg.slogdet gives."""

from typing import Any

import numpy as np

from clearprop.expression import Call, Expression, Number, Subscript
from clearprop.ops.axes import array
from clearprop.ops.base import TRACED
from clearprop.ops.elimination import Elimination
from clearprop.ops.signdet import Signdet


class Logabsdet(Elimination):
    """r = log |det a|, ∂L/∂a = g a⁻ᵀ.   a: f[*s, n, n] -> r: f[*s]."""

    def evaluate(self, a: Any) -> Any:
        return np.linalg.slogdet(a)[1]

    def vjp(self, g: Any, r: Any, a: Any) -> tuple[Any]:
        return ((g if a.ndim == 2 else g[..., None, None]) * np.swapaxes(np.linalg.inv(a), -1, -2),)

    def numpy(self, *operands: Expression) -> Expression:
        return Subscript(Call("linalg.slogdet", operands), (Number(1),))


SlogdetResult: Any = type(np.linalg.slogdet(np.ones((1, 1))))


def slogdet(a: Any) -> Any:
    """The sign of the determinant and the logarithm of its absolute value."""
    a = array(a)
    return SlogdetResult(Signdet()(a), Logabsdet()(a))


TRACED |= {np.linalg.slogdet: slogdet}
