"""The determinant."""

from typing import Any

import numpy as np

from clearprop.expression import Call, Expression
from clearprop.ops.elimination import Elimination


class Det(Elimination):
    """r = det a, ∂L/∂a = g r a⁻ᵀ where a has an inverse.   a: f[*s, n, n] -> r: f[*s]."""

    traces = np.linalg.det
    complex_step = True

    def evaluate(self, a: Any) -> Any:
        return np.linalg.det(a)

    def vjp(self, g: Any, r: Any, a: Any) -> tuple[Any]:
        factor = g * r
        return ((factor if a.ndim == 2 else factor[..., None, None]) * np.swapaxes(np.linalg.inv(a), -1, -2),)

    def numpy(self, *operands: Expression) -> Expression:
        return Call("linalg.det", operands)
