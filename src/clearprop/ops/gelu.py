"""The Gaussian error linear unit."""

import math
from typing import Any

import numpy as np

from clearprop.expression import Call, Expression
from clearprop.ops.base import Elementwise
from clearprop.ops.erf import Erf
from clearprop.ops.erfc import Erfc

SQRT_2 = math.sqrt(2)


class Gelu(Elementwise):
    """a = z Φ(z), a' = Φ(z) + z φ(z), of the normal distribution Φ and its density φ.   z: f[*s] -> a: f[*s]."""

    named = True
    examples = ((np.array([[-1.5, 0.03, 0.3], [2.0, -40.0, 35.0]]),),)

    def evaluate(self, z: Any) -> Any:
        return 0.5 * z * Erfc()(-z / SQRT_2)

    def derivative(self, a: Any, z: Any) -> Any:
        return 0.5 * Erfc()(-z / SQRT_2) + z * np.exp(-(z**2) / 2) / math.sqrt(2 * math.pi)

    def expression(self, z: Expression) -> Expression:
        return 0.5 * z * Call("erfc", (-z / SQRT_2,))

    def definition(self, z: Any) -> Any:
        return z * (1 + Erf()(z / SQRT_2)) / 2
