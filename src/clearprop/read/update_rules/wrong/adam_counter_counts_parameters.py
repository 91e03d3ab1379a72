"""Adam whose counter goes up for every parameter, not for every step."""

from typing import Any

from clearprop.read.update_rules.base import WrongRule
from clearprop.read.update_rules.history import History
from clearprop.read.update_rules.rules.adam import Adam


class AdamCounterCountsParameters(Adam, WrongRule):
    """t = 1, 2, ... over the parameters of the first step, and on from there."""

    name = "adam_counter_counts_parameters"
    equals = "the counter t goes up with every parameter, not with every step"

    def count(self, k: int, history: History) -> Any:
        return k * history.parameters_in_all + history.turn + 1.0
