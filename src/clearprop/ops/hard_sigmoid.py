"""The sigmoid in three straight pieces."""

from typing import Any

import numpy as np

from clearprop.expression import Expression, maximum, minimum
from clearprop.ops.base import Elementwise, Kink, example


class HardSigmoid(Elementwise):
    """a = z / 6 + ½ kept in [0, 1], a' = 1/6 where -3 < z < 3, else 0.   z: f[*s] -> a: f[*s]."""

    named = True
    kinks = (
        Kink(at=(-3.0,), derivative=0.0, says="as outside"),
        Kink(at=(3.0,), derivative=0.0, says="as outside"),
    )
    examples = (
        (np.array([[-1.5, 0.03, 0.3], [2.0, -40.0, 35.0]]),),
        example(np.array([3.0, -3.0, 0.0, 2.0]), smooth=False),
    )

    def evaluate(self, z: Any) -> Any:
        return np.clip(z / 6 + 0.5, 0, 1)

    def derivative(self, a: Any, z: Any) -> Any:
        return ((z > -3) & (z < 3)).astype(z.dtype) / 6

    def expression(self, z: Expression) -> Expression:
        return minimum(maximum(z / 6 + 0.5, 0), 1)

    def definition(self, z: Any) -> Any:
        return np.clip(z / 6 + 0.5, 0, 1)
