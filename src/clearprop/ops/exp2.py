"""Powers of two."""

import math
from typing import Any

import numpy as np

from clearprop.expression import Call, Expression
from clearprop.ops.base import Elementwise


class Exp2(Elementwise):
    """r = 2^x, r' = r ln 2.   x: f[*s] -> r: f[*s]."""

    traces = (np.exp2, math.exp2)
    complex_step = True
    examples = ((np.array([[-1.5, 0.0, 0.3], [2.0, -40.0, 0.7]]),),)

    def evaluate(self, x: Any) -> Any:
        return np.exp2(x)

    def derivative(self, r: Any, x: Any) -> Any:
        return r * math.log(2)

    def expression(self, x: Expression) -> Expression:
        return Call("exp2", (x,))
