"""Adam whose corrected first moment is stored back, and so corrected again at the next step."""

from typing import Any

from clearprop.read.update_rules.base import State, WrongRule
from clearprop.read.update_rules.rules.adam import Adam


class AdamKeepsCorrectedFirst(Adam, WrongRule):
    """m is overwritten by m̂ = m / (1 − β₁ᵗ)."""

    name = "adam_keeps_corrected_first"
    equals = "m is overwritten by m̂ = m / (1 − β₁ᵗ), and so corrected again at every step"

    def kept(self, m: Any, v: Any, m_hat: Any, v_hat: Any) -> State:
        return m_hat, v
