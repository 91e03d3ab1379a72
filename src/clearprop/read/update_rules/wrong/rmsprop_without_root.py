"""RMSProp that divides by the mean square, not by its root."""

from typing import Any

from clearprop.read.update_rules.base import State, WrongRule
from clearprop.read.update_rules.rules.adagrad import EPSILON_OF_SQUARES
from clearprop.read.update_rules.rules.rmsprop import RHO, RMSProp


class RMSPropWithoutRoot(RMSProp, WrongRule):
    """d = g / (s + ε)."""

    name = "rmsprop_without_root"
    equals = "g divided by s + ε, without the square root"
    formula = "s ← ρ s + (1 − ρ) g², θ ← θ − η g / (s + ε)"
    constants = (RHO, EPSILON_OF_SQUARES)
    gradient_power = -1

    def step(self, state: State, g: Any, t: Any, *, decay: Any, epsilon: Any) -> tuple[Any, State]:
        squares = decay * state[0] + (1 - decay) * g * g
        return g / (squares + epsilon), (squares,)
