"""Momentum as a mean of gradients that is corrected for its start at zero: Adam's first moment alone."""

from typing import Any

from clearprop.read.update_rules.base import State
from clearprop.read.update_rules.rules.momentum import Momentum


class MomentumCorrected(Momentum):
    """m ← μ m + (1 − μ) g, d = m / (1 − μᵗ)."""

    name = "momentum_corrected"
    rarity = 2
    formula = "m ← μ m + (1 − μ) g, θ ← θ − η m / (1 − μᵗ)"

    def step(self, state: State, g: Any, t: Any, *, momentum: Any) -> tuple[Any, State]:
        mean = momentum * state[0] + (1 - momentum) * g
        return mean / (1 - momentum**t), (mean,)
