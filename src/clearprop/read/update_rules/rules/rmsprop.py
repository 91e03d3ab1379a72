"""RMSProp: Tieleman and Hinton 2012, lecture 6.5."""

from typing import Any, ClassVar

import numpy as np

from clearprop.read.update_rules.base import Constant, State, UpdateRule
from clearprop.read.update_rules.rules.adagrad import EPSILON

RHO = Constant("decay", (0.9, 0.99, 0.5, 0.999), at_least=0.01, below=1.0)


class RMSProp(UpdateRule):
    """s ← ρ s + (1 − ρ) g², d = g / (√s + ε)."""

    name = "rmsprop"
    formula = "s ← ρ s + (1 − ρ) g², θ ← θ − η g / (√s + ε)"
    constants = (RHO, EPSILON)
    keeps = 1
    steps_needed = 2
    gradient_power: ClassVar[float] = 0

    def step(self, state: State, g: Any, t: Any, *, decay: Any, epsilon: Any) -> tuple[Any, State]:
        squares = decay * state[0] + (1 - decay) * g * g
        return g / (np.sqrt(squares) + epsilon), (squares,)
