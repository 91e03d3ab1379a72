"""The soft sign."""

from typing import Any

import numpy as np

from clearprop.expression import Expression, absolute
from clearprop.ops.base import Elementwise


class Softsign(Elementwise):
    """a = z / (1 + |z|), a' = 1 / (1 + |z|)².   z: f[*s] -> a: f[*s]."""

    named = True
    examples = ((np.array([[-1.5, 0.03, 0.3], [2.0, -40.0, 35.0]]),),)

    def evaluate(self, z: Any) -> Any:
        return z / (1 + np.abs(z))

    def derivative(self, a: Any, z: Any) -> Any:
        return 1 / (1 + np.abs(z)) ** 2

    def expression(self, z: Expression) -> Expression:
        return z / (1 + absolute(z))

    def definition(self, z: Any) -> Any:
        return z / (1 + np.abs(z))
