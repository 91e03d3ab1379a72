"""Momentum whose parameters move by the velocity of the step before."""

from typing import Any

from clearprop.read.update_rules.base import State, WrongRule
from clearprop.read.update_rules.rules.momentum import Momentum


class VelocityUsedBeforeUpdate(Momentum, WrongRule):
    """d = v, then v ← μ v + g."""

    name = "velocity_used_before_update"
    equals = "the velocity as it was before this gradient: every gradient acts one step late"
    formula = "θ ← θ − η v, v ← μ v + g"
    steps_needed = 3

    def step(self, state: State, g: Any, t: Any, *, momentum: Any) -> tuple[Any, State]:
        return state[0], (momentum * state[0] + g,)
