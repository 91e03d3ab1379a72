"""Adam whose first moment is continued from the second."""

from typing import Any

from clearprop.read.update_rules.base import WrongRule
from clearprop.read.update_rules.rules.adam import Adam


class AdamFirstContinuesSecond(Adam, WrongRule):
    """m ← β₁ v + (1 − β₁) g."""

    name = "adam_first_continues_second"
    equals = "m goes on from v, not from m"

    def moments(self, m: Any, v: Any, g: Any, beta1: Any, beta2: Any) -> tuple[Any, Any]:
        return beta1 * v + (1 - beta1) * g, beta2 * v + (1 - beta2) * g * g
