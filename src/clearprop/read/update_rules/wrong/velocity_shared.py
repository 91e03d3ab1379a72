"""Momentum with one velocity for several parameters of the same shape."""

from typing import Any

from clearprop.read.update_rules.base import WrongRule
from clearprop.read.update_rules.history import Array, History
from clearprop.read.update_rules.partners import in_turn
from clearprop.read.update_rules.rules.momentum import Momentum


class VelocityShared(Momentum, WrongRule):
    """v ← μ v + g, d = v with the same v for one parameter after the other."""

    name = "velocity_shared"
    equals = "one velocity takes up the gradients of several parameters"
    formula = "v ← μ v + g, θ ← θ − η v for one parameter after the other, with the same v"

    def directions(self, history: History, gradients: Any, constants: dict[str, Any]) -> Array:
        return in_turn(self, history, constants)
