"""Adam whose counter is one ahead."""

from typing import Any

from clearprop.read.update_rules.base import WrongRule
from clearprop.read.update_rules.history import History
from clearprop.read.update_rules.rules.adam import Adam


class AdamCounterAhead(Adam, WrongRule):
    """t = 2, 3, ..."""

    name = "adam_counter_ahead"
    equals = "the counter t is 2 at the first step"

    def count(self, k: int, history: History) -> Any:
        return k + 2.0
