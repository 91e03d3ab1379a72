"""AdaGrad with ε under the root, or with squares that begin at ε."""

from typing import Any

import numpy as np

from clearprop.read.update_rules.base import State
from clearprop.read.update_rules.rules.adagrad import EPSILON_INSIDE, AdaGrad


class AdaGradEpsilonInside(AdaGrad):
    """s ← s + g², d = g / √(s + ε)."""

    name = "adagrad_epsilon_inside"
    rarity = 1
    formula = "s ← s + g², θ ← θ − η g / √(s + ε)"
    constants = (EPSILON_INSIDE,)

    def step(self, state: State, g: Any, t: Any, *, epsilon: Any) -> tuple[Any, State]:
        squares = state[0] + g * g
        return g / np.sqrt(squares + epsilon), (squares,)
