"""Adam whose second moment averages the size of gradients where their squares belong."""

from typing import Any

from clearprop.read.update_rules.base import Constant, WrongRule
from clearprop.read.update_rules.rules.adam import BETA1, BETA2, Adam


class AdamWithoutSquare(Adam, WrongRule):
    """v ← β₂ v + (1 − β₂) |g|."""

    name = "adam_without_square"
    equals = "v averages |g|, not g²"
    constants = (BETA1, BETA2, Constant("epsilon", (0.0, 0.1), gradient_power=0.5))
    gradient_power = 0.5

    def moments(self, m: Any, v: Any, g: Any, beta1: Any, beta2: Any) -> tuple[Any, Any]:
        return beta1 * m + (1 - beta1) * g, beta2 * v + (1 - beta2) * abs(g)
