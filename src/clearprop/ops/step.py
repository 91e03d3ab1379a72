"""The perceptron's step."""

from typing import Any

import numpy as np

from clearprop.expression import Expression, where
from clearprop.ops.base import Elementwise, Kink, example


class Step(Elementwise):
    """a = 1 where z ≥ 0, else 0; a' = 0.   z: f[*s] -> a: f[*s]."""

    named = True
    kinks = (Kink(at=(0.0,), derivative=0.0, says="a step; the derivative is 0 on both sides"),)
    examples = ((np.array([[-1.5, 0.03, 0.3], [2.0, -40.0, 35.0]]),), example(np.array([0.0, -1.0, 2.0]), smooth=False))

    def evaluate(self, z: Any) -> Any:
        return (z >= 0).astype(z.dtype)

    def derivative(self, a: Any, z: Any) -> Any:
        return None

    def expression(self, z: Expression) -> Expression:
        return where(z >= 0, 1.0, 0.0)

    def definition(self, z: Any) -> Any:
        return (z >= 0).astype(z.dtype)
