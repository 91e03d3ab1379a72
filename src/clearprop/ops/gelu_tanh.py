"""The Gaussian error linear unit, approximated by tanh."""

import math
from typing import Any

import numpy as np

from clearprop.expression import Expression, tanh
from clearprop.ops.base import Elementwise

SCALE = math.sqrt(2 / math.pi)


class GeluTanh(Elementwise):
    """a = z (1 + t) / 2, a' = (1 + t) / 2 + z (1 - t²) u' / 2, t = tanh u, u = √(2/π) (z + 0.044715 z³).

    z: f[*s] -> a: f[*s].
    """

    named = True
    complex_step = True
    examples = ((np.array([[-1.5, 0.03, 0.3], [2.0, -40.0, 35.0]]),),)

    def evaluate(self, z: Any) -> Any:
        return 0.5 * z * (1 + np.tanh(SCALE * (z + 0.044715 * z**3)))

    def derivative(self, a: Any, z: Any) -> Any:
        t = np.tanh(SCALE * (z + 0.044715 * z**3))
        return 0.5 * (1 + t) + 0.5 * z * (1 - t**2) * SCALE * (1 + 3 * 0.044715 * z**2)

    def expression(self, z: Expression) -> Expression:
        return 0.5 * z * (1 + tanh(SCALE * (z + 0.044715 * z**3)))

    def definition(self, z: Any) -> Any:
        return 0.5 * z * (1 + np.tanh(SCALE * (z + 0.044715 * z**3)))
