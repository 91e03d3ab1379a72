"""The identity, the activation of a linear layer."""

from typing import Any

import numpy as np

from clearprop.expression import Expression
from clearprop.ops.base import Elementwise


class Identity(Elementwise):
    """a = z, a' = 1.   z: f[*s] -> a: f[*s]."""

    shares = True
    linear = True
    complex_step = True
    examples = ((np.array([[-1.5, 0.03, 0.3], [2.0, -40.0, 35.0]]),),)

    def evaluate(self, z: Any) -> Any:
        return z

    def derivative(self, a: Any, z: Any) -> Any:
        return 1

    def expression(self, z: Expression) -> Expression:
        return z

    def definition(self, z: Any) -> Any:
        return z

    def vjp(self, g: Any, a: Any, z: Any) -> tuple[Any, ...]:
        return (g,)

    def simplified(self, z: Any) -> Any:
        return z
