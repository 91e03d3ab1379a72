"""RMSProp whose directions gather momentum, as TensorFlow and PyTorch write it."""

from typing import Any

import numpy as np

from clearprop.read.update_rules.base import State, UpdateRule
from clearprop.read.update_rules.rules.adagrad import EPSILON
from clearprop.read.update_rules.rules.momentum import MOMENTUM
from clearprop.read.update_rules.rules.rmsprop import RHO


class RMSPropWithMomentum(UpdateRule):
    """s ← ρ s + (1 − ρ) g², v ← μ v + g / (√s + ε), d = v."""

    name = "rmsprop_with_momentum"
    rarity = 2
    formula = "s ← ρ s + (1 − ρ) g², v ← μ v + g / (√s + ε), θ ← θ − η v"
    constants = (RHO, EPSILON, MOMENTUM)
    keeps = 2
    steps_needed = 2
    gradient_power = 0

    def step(self, state: State, g: Any, t: Any, *, decay: Any, epsilon: Any, momentum: Any) -> tuple[Any, State]:
        squares = decay * state[0] + (1 - decay) * g * g
        velocity = momentum * state[1] + g / (np.sqrt(squares) + epsilon)
        return velocity, (squares, velocity)
