"""AdaGrad: Duchi, Hazan and Singer 2011."""

from typing import Any

import numpy as np

from clearprop.read.update_rules.base import Constant, State, UpdateRule

EPSILON = Constant("epsilon", (0.0, 0.1), gradient_power=1)
EPSILON_INSIDE = Constant("epsilon", (0.0, 0.1), gradient_power=2)


class AdaGrad(UpdateRule):
    """s ← s + g², d = g / (√s + ε)."""

    name = "adagrad"
    formula = "s ← s + g², θ ← θ − η g / (√s + ε)"
    constants = (EPSILON,)
    keeps = 1
    steps_needed = 2
    gradient_power = 0

    def step(self, state: State, g: Any, t: Any, *, epsilon: Any) -> tuple[Any, State]:
        squares = state[0] + g * g
        return g / (np.sqrt(squares) + epsilon), (squares,)
