"""The logistic sigmoid."""

from typing import Any

import numpy as np

from clearprop.expression import Expression, absolute, exp, where
from clearprop.ops.base import Elementwise


class Sigmoid(Elementwise):
    """a = σ(z) = 1 / (1 + e^-z), a' = a (1 - a).   z: f[*s] -> a: f[*s]."""

    named = True
    examples = ((np.array([[-1.5, 0.03, 0.3], [2.0, -40.0, 35.0]]),),)

    def evaluate(self, z: Any) -> Any:
        e = np.exp(-np.abs(z))  # never above 1
        return np.where(z >= 0, 1, e) / (1 + e)

    def derivative(self, a: Any, z: Any) -> Any:
        return a * (1 - a)

    def expression(self, z: Expression) -> Expression:
        e = exp(-absolute(z))
        return where(z >= 0, 1.0, e) / (1 + e)

    def definition(self, z: Any) -> Any:
        return 1 / (1 + np.exp(-z))
