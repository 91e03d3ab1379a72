"""Adam."""

from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np

from clearprop.nn.optimizers.base import Optimizer, Rate, State


@dataclass(frozen=True, repr=False)
class Adam(Optimizer):
    """m ← β₁ m + (1 - β₁) ∂L/∂p, v ← β₂ v + (1 - β₂) (∂L/∂p)², p ← p - η m̂ / (√v̂ + ε).

    m̂ = m / (1 - β₁ᵗ) and v̂ = v / (1 - β₂ᵗ) correct for the start at zero. Kingma and Ba 2015, algorithm 1, in the order
    that the end of their section 2 gives: both corrections are single numbers, in the rate and in ε.
    """

    learning_rate: Rate = 0.001
    beta1: float = 0.9
    beta2: float = 0.999
    epsilon: float = 1e-8

    keeps = ("m", "v")
    fractions: ClassVar[tuple[str, ...]] = ("beta1", "beta2")

    def update(self, parameter: Any, gradient: Any, state: State, step: Any) -> tuple[Any, dict[str, Any]]:
        m = self.beta1 * state["m"] + (1 - self.beta1) * gradient
        v = self.beta2 * state["v"] + (1 - self.beta2) * gradient**2
        # in double precision whatever the parameter's: in single, 1 - 0.999 has four digits only
        root = np.sqrt(1 - self.beta2**step)
        rate = self.rate(step, parameter) * (root / (1 - self.beta1**step)).astype(parameter.dtype)
        epsilon = (self.epsilon * root).astype(parameter.dtype)
        return parameter - rate * m / (np.sqrt(v) + epsilon), {"m": m, "v": v}
