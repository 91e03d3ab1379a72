"""Adam whose corrected second moment is stored back, and so corrected again at the next step."""

from typing import Any

from clearprop.read.update_rules.base import State, WrongRule
from clearprop.read.update_rules.rules.adam import Adam


class AdamKeepsCorrectedSecond(Adam, WrongRule):
    """v is overwritten by v̂ = v / (1 − β₂ᵗ)."""

    name = "adam_keeps_corrected_second"
    equals = "v is overwritten by v̂ = v / (1 − β₂ᵗ), and so corrected again at every step"

    def kept(self, m: Any, v: Any, m_hat: Any, v_hat: Any) -> State:
        return m, v_hat
