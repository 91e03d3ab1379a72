"""The hyperbolic tangent in three straight pieces."""

from typing import Any

import numpy as np

from clearprop.expression import Expression, maximum, minimum
from clearprop.ops.base import Elementwise, Kink, example


class HardTanh(Elementwise):
    """a = z kept in [-1, 1], a' = 1 where -1 < z < 1, else 0.   z: f[*s] -> a: f[*s]."""

    named = True
    kinks = (
        Kink(at=(-1.0,), derivative=0.0, says="as outside"),
        Kink(at=(1.0,), derivative=0.0, says="as outside"),
    )
    examples = (
        (np.array([[-1.5, 0.03, 0.3], [2.0, -40.0, 35.0]]),),
        example(np.array([1.0, -1.0, 0.0, 2.0]), smooth=False),
    )

    def evaluate(self, z: Any) -> Any:
        return np.clip(z, -1, 1)

    def derivative(self, a: Any, z: Any) -> Any:
        return (z > -1) & (z < 1)

    def expression(self, z: Expression) -> Expression:
        return minimum(maximum(z, -1), 1)

    def definition(self, z: Any) -> Any:
        return np.clip(z, -1, 1)
