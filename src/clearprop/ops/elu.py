"""The exponential linear unit."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from clearprop.expression import ArrayView, Expression, call, expm1, where
from clearprop.ops.base import Elementwise, example


@dataclass(frozen=True)
class Elu(Elementwise):
    """a = z where z > 0, else α (e^z - 1); a' = 1 or a + α.   z: f[*s] -> a: f[*s]."""

    alpha: float = 1.0

    named = True
    examples = (
        (np.array([[-1.5, 0.03, 0.3], [2.0, -40.0, 35.0]]),),
        example(np.array([[-1.5, 0.03, 0.3], [2.0, -40.0, 35.0]]), alpha=1.3),
        example(np.array([0.0, -1.0, 2.0]), alpha=0.5, smooth=False),
    )

    def evaluate(self, z: Any) -> Any:
        return np.where(z > 0, z, self.alpha * np.expm1(np.minimum(z, 0)))

    def derivative(self, a: Any, z: Any) -> Any:
        return np.where(z > 0, 1, a + self.alpha)  # at 0 that is α, as for z below 0

    def expression(self, z: Expression, alpha: Any = None) -> Expression:
        return where(z > 0, z, (self.alpha if alpha is None else alpha) * expm1(z))

    def numpy(self, z: Expression) -> Expression:
        return call(self.name)(z, self.alpha)

    def element(self, index: tuple[Expression, ...], *operands: ArrayView) -> Expression:
        return self.numpy(operands[0][index])

    def definition(self, z: Any) -> Any:
        return np.where(z > 0, z, self.alpha * (np.exp(np.minimum(z, 0)) - 1))
