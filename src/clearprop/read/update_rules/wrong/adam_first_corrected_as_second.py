"""Adam that corrects both moments with the second moment's β."""

from typing import Any

from clearprop.read.update_rules.base import WrongRule
from clearprop.read.update_rules.rules.adam import Adam


class AdamFirstCorrectedAsSecond(Adam, WrongRule):
    """m̂ = m / (1 − β₂ᵗ), v̂ = v / (1 − β₂ᵗ)."""

    name = "adam_first_corrected_as_second"
    equals = "m is corrected with β₂, as v is, not with β₁"

    def corrected(self, m: Any, v: Any, beta1: Any, beta2: Any, t: Any) -> tuple[Any, Any]:
        return m / (1 - beta2**t), v / (1 - beta2**t)
