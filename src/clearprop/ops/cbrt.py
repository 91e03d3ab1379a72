"""The cube root."""

import math
from typing import Any

import numpy as np

from clearprop.expression import Call, Expression
from clearprop.ops.base import Elementwise


class Cbrt(Elementwise):
    """r = ∛x, r' = 1 / (3 r²).   x: f[*s] -> r: f[*s].   At 0 the derivative is infinite, and is left so."""

    traces = (np.cbrt, math.cbrt)
    examples = ((np.array([[-1.5, 0.03, 0.3], [2.0, -40.0, 0.7]]),),)

    def evaluate(self, x: Any) -> Any:
        return np.cbrt(x)

    def derivative(self, r: Any, x: Any) -> Any:
        return 1 / (3 * r**2)

    def expression(self, x: Expression) -> Expression:
        return Call("cbrt", (x,))
