"""Adam that divides by the second moment, not by its root."""

from typing import Any

from clearprop.read.update_rules.base import WrongRule
from clearprop.read.update_rules.rules.adagrad import EPSILON_OF_SQUARES
from clearprop.read.update_rules.rules.adam import BETA1, BETA2, Adam


class AdamWithoutRoot(Adam, WrongRule):
    """d = m̂ / (v̂ + ε)."""

    name = "adam_without_root"
    equals = "m̂ divided by v̂ + ε, without the square root"
    constants = (BETA1, BETA2, EPSILON_OF_SQUARES)
    gradient_power = -1

    def direction(self, m_hat: Any, v_hat: Any, epsilon: Any) -> Any:
        return m_hat / (v_hat + epsilon)
