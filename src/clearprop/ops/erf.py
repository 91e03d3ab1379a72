"""The error function."""

import math
from typing import Any

import numpy as np

from clearprop.expression import Call, Expression
from clearprop.ops.base import Elementwise

EACH = np.frompyfunc(math.erf, 1, 1)


class Erf(Elementwise):
    """r = 2/√π ∫₀ˣ e^(-t²) dt, r' = 2/√π e^(-x²).   x: f[*s] -> r: f[*s]."""

    traces = math.erf
    examples = ((np.array([[-1.5, 0.0, 0.3], [2.0, -40.0, 0.7]]),),)

    def evaluate(self, x: Any) -> Any:
        return np.asarray(EACH(x), dtype=x.dtype)

    def derivative(self, r: Any, x: Any) -> Any:
        return 2 / math.sqrt(math.pi) * np.exp(-(x**2))

    def expression(self, x: Expression) -> Expression:
        return Call("erf", (x,))
