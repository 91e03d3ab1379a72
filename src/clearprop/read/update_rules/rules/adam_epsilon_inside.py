"""Adam with ε under the root."""

from typing import Any

import numpy as np

from clearprop.read.update_rules.rules.adagrad import EPSILON_INSIDE
from clearprop.read.update_rules.rules.adam import BETA1, BETA2, Adam


class AdamEpsilonInside(Adam):
    """d = m̂ / √(v̂ + ε)."""

    name = "adam_epsilon_inside"
    rarity = 1
    formula = Adam.formula.replace("(√v̂ + ε)", "√(v̂ + ε)")
    constants = (BETA1, BETA2, EPSILON_INSIDE)

    def direction(self, m_hat: Any, v_hat: Any, epsilon: Any) -> Any:
        return m_hat / np.sqrt(v_hat + epsilon)
