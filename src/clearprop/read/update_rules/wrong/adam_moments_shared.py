"""Adam with one pair of moments for several parameters of the same shape."""

from typing import Any

from clearprop.read.update_rules.base import WrongRule
from clearprop.read.update_rules.history import Array, History
from clearprop.read.update_rules.partners import in_turn
from clearprop.read.update_rules.rules.adam import Adam


class AdamMomentsShared(Adam, WrongRule):
    """Adam with the same m and v for one parameter after the other."""

    name = "adam_moments_shared"
    equals = "one m and one v take up the gradients of several parameters"

    def directions(self, history: History, gradients: Any, constants: dict[str, Any]) -> Array:
        return in_turn(self, history, constants)
