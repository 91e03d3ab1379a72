"""Adam whose counter goes up for every layer, its weights and its bias together."""

from typing import Any

from clearprop.read.update_rules.base import WrongRule
from clearprop.read.update_rules.history import History
from clearprop.read.update_rules.rules.adam import Adam


class AdamCounterCountsLayers(Adam, WrongRule):
    """t = 1, 1, 2, 2, ... over the parameters of the first step, and on from there."""

    name = "adam_counter_counts_layers"
    equals = "the counter t goes up with every layer, not with every step"

    def count(self, k: int, history: History) -> Any:
        return k * (history.parameters_in_all // 2) + history.turn // 2 + 1.0
