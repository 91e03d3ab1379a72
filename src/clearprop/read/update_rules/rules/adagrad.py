"""AdaGrad: Duchi, Hazan and Singer 2011."""

from typing import Any

import numpy as np

from clearprop.read.update_rules.base import Constant, State, UpdateRule

EPSILON = Constant("epsilon", (0.0, 1e-3, 0.1), gradient_power=1)
EPSILON_INSIDE = Constant("epsilon", (0.0, 1e-3, 0.1), gradient_power=2)
EPSILON_OF_SQUARES = Constant("epsilon", (1e-8, 1e-4, 1e-3, 1e-2, 0.1, 1.0), gradient_power=2, any_size=True)
"""Beside a square, which is small where the gradient is: it matters much, and at every size."""


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
