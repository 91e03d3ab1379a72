"""Adadelta: Zeiler 2012."""

from typing import Any

import numpy as np

from clearprop.read.update_rules.base import Constant, State, UpdateRule
from clearprop.read.update_rules.rules.rmsprop import RHO


class Adadelta(UpdateRule):
    """s ← ρ s + (1 − ρ) g², d = √(x + ε) / √(s + ε) g, x ← ρ x + (1 − ρ) d². It has parameters' units by its ε alone.

    The two ε differ here, because the gradient's unit is not known.
    """

    name = "adadelta"
    rarity = 2
    formula = "s ← ρ s + (1 − ρ) g², d = √(x + ε) / √(s + ε) g, x ← ρ x + (1 − ρ) d², θ ← θ − η d"
    constants = (
        RHO,
        Constant("epsilon", (1e-6, 1e-2), gradient_power=2, any_size=True),
        Constant("epsilon_of_changes", (1e-6, 1.0, 1e6), any_size=True),
    )
    keeps = 2
    steps_needed = 3
    gradient_power = 0

    def step(
        self, state: State, g: Any, t: Any, *, decay: Any, epsilon: Any, epsilon_of_changes: Any
    ) -> tuple[Any, State]:
        squares = decay * state[0] + (1 - decay) * g * g
        direction = np.sqrt(state[1] + epsilon_of_changes) / np.sqrt(squares + epsilon) * g
        return direction, (squares, decay * state[1] + (1 - decay) * direction**2)
