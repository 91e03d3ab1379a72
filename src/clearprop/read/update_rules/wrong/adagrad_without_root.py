"""AdaGrad that divides by the sum of squares, not by its root."""

from typing import Any

from clearprop.read.update_rules.base import State, WrongRule
from clearprop.read.update_rules.rules.adagrad import EPSILON_OF_SQUARES, AdaGrad


class AdaGradWithoutRoot(AdaGrad, WrongRule):
    """d = g / (s + ε)."""

    name = "adagrad_without_root"
    equals = "g divided by s + ε, without the square root"
    formula = "s ← s + g², θ ← θ − η g / (s + ε)"
    constants = (EPSILON_OF_SQUARES,)
    gradient_power = -1

    def step(self, state: State, g: Any, t: Any, *, epsilon: Any) -> tuple[Any, State]:
        squares = state[0] + g * g
        return g / (squares + epsilon), (squares,)
