"""RMSProp that averages the size of gradients where their squares belong."""

from typing import Any

import numpy as np

from clearprop.read.update_rules.base import Constant, State, WrongRule
from clearprop.read.update_rules.rules.rmsprop import RHO, RMSProp


class RMSPropWithoutSquare(RMSProp, WrongRule):
    """s ← ρ s + (1 − ρ) |g|, d = g / (√s + ε)."""

    name = "rmsprop_without_square"
    equals = "s averages |g|, not g²"
    formula = "s ← ρ s + (1 − ρ) |g|, θ ← θ − η g / (√s + ε)"
    constants = (RHO, Constant("epsilon", (0.0, 0.1), gradient_power=0.5))
    gradient_power = 0.5

    def step(self, state: State, g: Any, t: Any, *, decay: Any, epsilon: Any) -> tuple[Any, State]:
        sizes = decay * state[0] + (1 - decay) * abs(g)
        return g / (np.sqrt(sizes) + epsilon), (sizes,)
