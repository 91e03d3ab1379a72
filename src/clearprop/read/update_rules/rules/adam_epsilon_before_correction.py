"""Adam as its paper writes it for speed, and TensorFlow after it: both corrections go into the rate, and ε meets √v."""

from typing import Any

import numpy as np

from clearprop.read.update_rules.base import State
from clearprop.read.update_rules.rules.adam import Adam


class AdamEpsilonBeforeCorrection(Adam):
    """d = m √(1 − β₂ᵗ) / (1 − β₁ᵗ) / (√v + ε)."""

    name = "adam_epsilon_before_correction"
    rarity = 1
    formula = "m ← β₁ m + (1 − β₁) g, v ← β₂ v + (1 − β₂) g², θ ← θ − η √(1 − β₂ᵗ) / (1 − β₁ᵗ) m / (√v + ε)"

    def step(self, state: State, g: Any, t: Any, *, beta1: Any, beta2: Any, epsilon: Any) -> tuple[Any, State]:
        m, v = self.moments(state[0], state[1], g, beta1, beta2)
        return np.sqrt(1 - beta2**t) / (1 - beta1**t) * m / (np.sqrt(v) + epsilon), (m, v)
