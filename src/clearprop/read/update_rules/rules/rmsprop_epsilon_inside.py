"""RMSProp with ε under the root."""

from typing import Any

import numpy as np

from clearprop.read.update_rules.base import State
from clearprop.read.update_rules.rules.adagrad import EPSILON_INSIDE
from clearprop.read.update_rules.rules.rmsprop import RHO, RMSProp


class RMSPropEpsilonInside(RMSProp):
    """s ← ρ s + (1 − ρ) g², d = g / √(s + ε)."""

    name = "rmsprop_epsilon_inside"
    rarity = 1
    formula = "s ← ρ s + (1 − ρ) g², θ ← θ − η g / √(s + ε)"
    constants = (RHO, EPSILON_INSIDE)

    def step(self, state: State, g: Any, t: Any, *, decay: Any, epsilon: Any) -> tuple[Any, State]:
        squares = decay * state[0] + (1 - decay) * g * g
        return g / np.sqrt(squares + epsilon), (squares,)
