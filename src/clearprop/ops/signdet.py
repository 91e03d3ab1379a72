"""The sign of the determinant: the first of the pair that np.linalg.slogdet gives."""

from typing import Any

import numpy as np

from clearprop.expression import Call, Expression, Number, Subscript
from clearprop.ops.elimination import Elimination


class Signdet(Elimination):
    """r = the sign of det a; its derivative is 0.   a: f[*s, n, n] -> r: f[*s]."""

    def evaluate(self, a: Any) -> Any:
        return np.linalg.slogdet(a)[0]

    def vjp(self, g: Any, r: Any, a: Any) -> tuple[None]:
        return (None,)

    def jvp(self, r: Any, operands: tuple[Any], tangents: tuple[Any]) -> Any:
        return np.zeros_like(r)

    def numpy(self, *operands: Expression) -> Expression:
        return Subscript(Call("linalg.slogdet", operands), (Number(0),))
