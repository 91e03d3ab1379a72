"""Momentum that remembers the last gradient only, not the velocity."""

from typing import Any

from clearprop.read.update_rules.base import State, WrongRule
from clearprop.read.update_rules.rules.momentum import Momentum


class VelocityOfOneGradient(Momentum, WrongRule):
    """d = g + μ g of the step before."""

    name = "velocity_of_one_gradient"
    equals = "g + μ times the last gradient: the velocity is overwritten, not accumulated"
    formula = "θ ← θ − η (g + μ g of the last step)"
    steps_needed = 3

    def step(self, state: State, g: Any, t: Any, *, momentum: Any) -> tuple[Any, State]:
        return g + momentum * state[0], (g,)
