"""Adam whose second moment is not corrected for its start at zero."""

from typing import Any

from clearprop.read.update_rules.base import WrongRule
from clearprop.read.update_rules.rules.adam import Adam


class AdamWithoutSecondCorrection(Adam, WrongRule):
    """v̂ = v."""

    name = "adam_without_second_correction"
    equals = "v stands where v̂ = v / (1 − β₂ᵗ) belongs"

    def corrected(self, m: Any, v: Any, beta1: Any, beta2: Any, t: Any) -> tuple[Any, Any]:
        return m / (1 - beta1**t), v
