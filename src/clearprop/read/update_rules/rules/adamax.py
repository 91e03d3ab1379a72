"""AdaMax: Kingma and Ba 2015, algorithm 2."""

from typing import Any

import numpy as np

from clearprop.read.update_rules.base import Constant, State, UpdateRule
from clearprop.read.update_rules.rules.adagrad import EPSILON
from clearprop.read.update_rules.rules.adam import BETA1

BETA2 = Constant("beta2", (0.999, 0.9), at_least=0.5, below=1.0)


class AdaMax(UpdateRule):
    """m ← β₁ m + (1 − β₁) g, u ← max(β₂ u, |g|), d = m̂ / (u + ε)."""

    name = "adamax"
    rarity = 2
    formula = "m ← β₁ m + (1 − β₁) g, u ← max(β₂ u, |g|), θ ← θ − η m / (1 − β₁ᵗ) / (u + ε)"
    constants = (BETA1, BETA2, EPSILON)
    keeps = 2
    steps_needed = 3
    gradient_power = 0

    def step(self, state: State, g: Any, t: Any, *, beta1: Any, beta2: Any, epsilon: Any) -> tuple[Any, State]:
        mean, largest = beta1 * state[0] + (1 - beta1) * g, np.maximum(beta2 * state[1], abs(g))
        return mean / (1 - beta1**t) / (largest + epsilon), (mean, largest)
