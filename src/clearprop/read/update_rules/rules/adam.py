"""Adam: Kingma and Ba 2015, algorithm 1."""

from typing import Any, ClassVar

import numpy as np

from clearprop.read.update_rules.base import Constant, State, UpdateRule
from clearprop.read.update_rules.rules.adagrad import EPSILON

BETA1 = Constant("beta1", (0.9, 0.0, 0.5, 0.8, 0.99), below=1.0)
BETA2 = Constant("beta2", (0.999, 0.9, 0.5, 0.99), at_least=0.01, below=1.0)


class Adam(UpdateRule):
    """m ← β₁ m + (1 − β₁) g, v ← β₂ v + (1 − β₂) g², d = m̂ / (√v̂ + ε) with m̂ = m / (1 − β₁ᵗ), v̂ = v / (1 − β₂ᵗ).

    The parts are methods of their own, so that a variant, or a mistake, is one of them written anew.
    """

    name = "adam"
    formula = (
        "m ← β₁ m + (1 − β₁) g, v ← β₂ v + (1 − β₂) g², θ ← θ − η m̂ / (√v̂ + ε), m̂ = m / (1 − β₁ᵗ), v̂ = v / (1 − β₂ᵗ)"
    )
    constants: ClassVar[tuple[Constant, ...]] = (BETA1, BETA2, EPSILON)
    keeps = 2
    steps_needed = 2
    gradient_power: ClassVar[float] = 0

    def step(self, state: State, g: Any, t: Any, *, beta1: Any, beta2: Any, epsilon: Any) -> tuple[Any, State]:
        m, v = self.moments(state[0], state[1], g, beta1, beta2)
        m_hat, v_hat = self.corrected(m, v, beta1, beta2, t)
        return self.direction(m_hat, v_hat, epsilon), self.kept(m, v, m_hat, v_hat)

    def moments(self, m: Any, v: Any, g: Any, beta1: Any, beta2: Any) -> tuple[Any, Any]:
        return beta1 * m + (1 - beta1) * g, beta2 * v + (1 - beta2) * g * g

    def corrected(self, m: Any, v: Any, beta1: Any, beta2: Any, t: Any) -> tuple[Any, Any]:
        return m / (1 - beta1**t), v / (1 - beta2**t)

    def direction(self, m_hat: Any, v_hat: Any, epsilon: Any) -> Any:
        return m_hat / (np.sqrt(v_hat) + epsilon)

    def kept(self, m: Any, v: Any, m_hat: Any, v_hat: Any) -> State:
        return m, v
