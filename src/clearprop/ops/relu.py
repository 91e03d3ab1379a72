"""The rectified linear unit."""

from typing import Any

import numpy as np

from clearprop.expression import Expression, maximum
from clearprop.ops.base import Elementwise, Kink, example


class Relu(Elementwise):
    """a = max(0, z), a' = 1 where z > 0, else 0.   z: f[*s] -> a: f[*s]."""

    named = True
    kinks = (Kink(at=(0.0,), derivative=0.0, says="as for z below 0"),)
    examples = ((np.array([[-1.5, 0.03, 0.3], [2.0, -40.0, 35.0]]),), example(np.array([0.0, -1.0, 2.0]), smooth=False))

    def evaluate(self, z: Any) -> Any:
        return np.maximum(z, 0)

    def derivative(self, a: Any, z: Any) -> Any:
        return z > 0

    def expression(self, z: Expression) -> Expression:
        return maximum(z, 0)

    def definition(self, z: Any) -> Any:
        return np.maximum(0, z)
