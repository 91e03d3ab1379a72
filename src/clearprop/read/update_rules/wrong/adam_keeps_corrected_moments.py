"""Adam whose corrected moments are stored back, and so corrected again at the next step."""

from typing import Any

from clearprop.read.update_rules.base import State, WrongRule
from clearprop.read.update_rules.rules.adam import Adam


class AdamKeepsCorrectedMoments(Adam, WrongRule):
    """m and v are overwritten by m̂ and v̂."""

    name = "adam_keeps_corrected_moments"
    equals = "m and v are overwritten by m̂ and v̂, and so corrected again at every step"

    def kept(self, m: Any, v: Any, m_hat: Any, v_hat: Any) -> State:
        return m_hat, v_hat
