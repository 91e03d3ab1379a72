"""The scaled exponential linear unit, which keeps mean 0 and variance 1."""

from typing import Any

import numpy as np

from clearprop.expression import Expression, expm1, where
from clearprop.ops.base import Elementwise, Kink, example

SCALE = 1.0507009873554805
ALPHA = 1.6732632423543772


class Selu(Elementwise):
    """a = λ z where z > 0, else λ α (e^z - 1); a' = λ or a + λ α.   z: f[*s] -> a: f[*s].

    Klambauer et al., Self-Normalizing Neural Networks, 2017.
    """

    named = True
    kinks = (Kink(at=(0.0,), derivative=SCALE * ALPHA, says="as for z below 0"),)
    examples = ((np.array([[-1.5, 0.03, 0.3], [2.0, -40.0, 35.0]]),), example(np.array([0.0, -1.0, 2.0]), smooth=False))

    def evaluate(self, z: Any) -> Any:
        return SCALE * np.where(z > 0, z, ALPHA * np.expm1(np.minimum(z, 0)))

    def derivative(self, a: Any, z: Any) -> Any:
        return np.where(z > 0, SCALE, a + SCALE * ALPHA)

    def expression(self, z: Expression) -> Expression:
        return SCALE * where(z > 0, z, ALPHA * expm1(z))

    def definition(self, z: Any) -> Any:
        return SCALE * np.where(z > 0, z, ALPHA * (np.exp(np.minimum(z, 0)) - 1))
