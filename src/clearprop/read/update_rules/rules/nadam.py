"""Nadam: Dozat 2016, with a constant β₁, as most write it."""

from typing import Any

from clearprop.read.update_rules.base import State
from clearprop.read.update_rules.rules.adam import Adam


class Nadam(Adam):
    """d = (β₁ m̂ + (1 − β₁) g / (1 − β₁ᵗ)) / (√v̂ + ε)."""

    name = "nadam"
    rarity = 2
    formula = Adam.formula.replace("m̂ / (√v̂", "(β₁ m̂ + (1 − β₁) g / (1 − β₁ᵗ)) / (√v̂")

    def step(self, state: State, g: Any, t: Any, *, beta1: Any, beta2: Any, epsilon: Any) -> tuple[Any, State]:
        m, v = self.moments(state[0], state[1], g, beta1, beta2)
        m_hat, v_hat = self.corrected(m, v, beta1, beta2, t)
        ahead = beta1 * m_hat + (1 - beta1) * g / (1 - beta1**t)
        return self.direction(ahead, v_hat, epsilon), (m, v)
