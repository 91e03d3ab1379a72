"""Quasi-hyperbolic momentum (Ma and Yarats 2019): a mean of gradients and the gradient of now, mixed."""

from typing import Any

from clearprop.read.update_rules.base import Constant, State, UpdateRule
from clearprop.read.update_rules.rules.momentum import MOMENTUM


class QuasiHyperbolic(UpdateRule):
    """m ← μ m + (1 − μ) g, d = (1 − ν) g + ν m. Momentum is ν = 1, Nesterov's ν = μ."""

    name = "quasi_hyperbolic"
    formula = "m ← μ m + (1 − μ) g, θ ← θ − η ((1 − ν) g + ν m)"
    constants = (MOMENTUM, Constant("share", (0.7, 0.5, 0.9), at_least=1e-3, below=1.0))
    keeps = 1
    rarity = 2
    steps_needed = 3

    def step(self, state: State, g: Any, t: Any, *, momentum: Any, share: Any) -> tuple[Any, State]:
        mean = momentum * state[0] + (1 - momentum) * g
        return (1 - share) * g + share * mean, (mean,)
