"""The smooth rectifier."""

from typing import Any

import numpy as np

from clearprop.expression import Expression, absolute, exp, log1p, maximum
from clearprop.ops.base import Elementwise
from clearprop.ops.sigmoid import Sigmoid


class Softplus(Elementwise):
    """a = ln(1 + e^z), a' = σ(z).   z: f[*s] -> a: f[*s]."""

    named = True
    examples = ((np.array([[-1.5, 0.03, 0.3], [2.0, -40.0, 35.0]]),),)

    def evaluate(self, z: Any) -> Any:
        return np.logaddexp(z, 0)

    def derivative(self, a: Any, z: Any) -> Any:
        return Sigmoid()(z)

    def expression(self, z: Expression) -> Expression:
        return maximum(z, 0) + log1p(exp(-absolute(z)))

    def definition(self, z: Any) -> Any:
        return np.log(1 + np.exp(z))
