"""Momentum that is subtracted where it belongs added."""

from typing import Any

from clearprop.read.update_rules.base import State, WrongRule
from clearprop.read.update_rules.rules.momentum import Momentum


class MomentumWithWrongSign(Momentum, WrongRule):
    """v ← g − μ v, d = v."""

    name = "momentum_with_wrong_sign"
    equals = "v ← g − μ v: the velocity turns around at every step"
    formula = "v ← g − μ v, θ ← θ − η v"

    def step(self, state: State, g: Any, t: Any, *, momentum: Any) -> tuple[Any, State]:
        velocity = g - momentum * state[0]
        return velocity, (velocity,)
