"""Adam whose second moment averages the squares of the first moment."""

from typing import Any

from clearprop.read.update_rules.base import WrongRule
from clearprop.read.update_rules.rules.adam import Adam


class AdamSquaresFirstMoment(Adam, WrongRule):
    """v ← β₂ v + (1 − β₂) m²."""

    name = "adam_squares_first_moment"
    equals = "v averages m², not g²"

    def moments(self, m: Any, v: Any, g: Any, beta1: Any, beta2: Any) -> tuple[Any, Any]:
        m = beta1 * m + (1 - beta1) * g
        return m, beta2 * v + (1 - beta2) * m * m
