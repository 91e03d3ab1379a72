"""The sigmoid linear unit, also called swish."""

from typing import Any

import numpy as np

from clearprop.expression import Expression, absolute, exp, where
from clearprop.ops.base import Elementwise
from clearprop.ops.sigmoid import Sigmoid


class Silu(Elementwise):
    """a = z σ(z), a' = s + a (1 - s), s = σ(z).   z: f[*s] -> a: f[*s]."""

    named = True
    examples = ((np.array([[-1.5, 0.03, 0.3], [2.0, -40.0, 35.0]]),),)

    def evaluate(self, z: Any) -> Any:
        return z * Sigmoid().evaluate(z)

    def derivative(self, a: Any, z: Any) -> Any:
        s = Sigmoid()(z)
        return s + a * (1 - s)

    def expression(self, z: Expression) -> Expression:
        e = exp(-absolute(z))
        return z * where(z >= 0, 1.0, e) / (1 + e)

    def definition(self, z: Any) -> Any:
        return z / (1 + np.exp(-z))
