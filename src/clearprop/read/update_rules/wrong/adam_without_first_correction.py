"""Adam whose first moment is not corrected for its start at zero."""

from typing import Any

from clearprop.read.update_rules.base import WrongRule
from clearprop.read.update_rules.rules.adam import Adam


class AdamWithoutFirstCorrection(Adam, WrongRule):
    """m̂ = m."""

    name = "adam_without_first_correction"
    equals = "m stands where m̂ = m / (1 − β₁ᵗ) belongs"

    def corrected(self, m: Any, v: Any, beta1: Any, beta2: Any, t: Any) -> tuple[Any, Any]:
        return m, v / (1 - beta2**t)
