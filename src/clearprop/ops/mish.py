"""Mish, a smooth unit."""

from typing import Any

import numpy as np

from clearprop.expression import Expression, absolute, exp, log1p, maximum, tanh
from clearprop.ops.base import Elementwise
from clearprop.ops.sigmoid import Sigmoid
from clearprop.ops.softplus import Softplus


class Mish(Elementwise):
    """a = z t, a' = t + z (1 - t²) σ(z), t = tanh(ln(1 + e^z)).   z: f[*s] -> a: f[*s]."""

    named = True
    examples = ((np.array([[-1.5, 0.03, 0.3], [2.0, -40.0, 35.0]]),),)

    def evaluate(self, z: Any) -> Any:
        return z * np.tanh(np.logaddexp(z, 0))

    def derivative(self, a: Any, z: Any) -> Any:
        t = np.tanh(Softplus()(z))
        return t + z * (1 - t**2) * Sigmoid()(z)

    def expression(self, z: Expression) -> Expression:
        return z * tanh(maximum(z, 0) + log1p(exp(-absolute(z))))

    def definition(self, z: Any) -> Any:
        return z * np.tanh(np.log(1 + np.exp(z)))
