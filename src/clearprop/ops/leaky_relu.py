"""The leaky rectified linear unit."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from clearprop.expression import ArrayView, Expression, call, where
from clearprop.ops.base import Elementwise, Kink, example


@dataclass(frozen=True)
class LeakyRelu(Elementwise):
    """a = z where z > 0, else slope z; a' = 1 or the slope.   z: f[*s] -> a: f[*s]."""

    slope: float = 0.01

    named = True
    kinks = (Kink(at=(0.0,), derivative=0.01, says="as for z below 0: the slope"),)
    examples = (
        (np.array([[-1.5, 0.03, 0.3], [2.0, -40.0, 35.0]]),),
        example(np.array([[-1.5, 0.03, 0.3], [2.0, -40.0, 35.0]]), slope=0.2),
        example(np.array([0.0, -1.0, 2.0]), smooth=False),
    )

    def evaluate(self, z: Any) -> Any:
        return np.where(z > 0, z, self.slope * z)

    def derivative(self, a: Any, z: Any) -> Any:
        return np.where(z > 0, 1.0, self.slope).astype(z.dtype)

    def expression(self, z: Expression, slope: Any = None) -> Expression:
        return where(z > 0, z, (self.slope if slope is None else slope) * z)

    def numpy(self, z: Expression) -> Expression:
        return call(self.name)(z, self.slope)

    def element(self, index: tuple[Expression, ...], *operands: ArrayView) -> Expression:
        return self.numpy(operands[0][index])

    def definition(self, z: Any) -> Any:
        return np.where(z > 0, z, self.slope * z)
