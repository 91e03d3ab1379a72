"""Adam that corrects each moment with the other's β."""

from typing import Any

from clearprop.read.update_rules.base import WrongRule
from clearprop.read.update_rules.rules.adam import Adam


class AdamCorrectionsSwapped(Adam, WrongRule):
    """m̂ = m / (1 − β₂ᵗ), v̂ = v / (1 − β₁ᵗ)."""

    name = "adam_corrections_swapped"
    equals = "m is corrected with β₂, v with β₁"

    def corrected(self, m: Any, v: Any, beta1: Any, beta2: Any, t: Any) -> tuple[Any, Any]:
        return m / (1 - beta2**t), v / (1 - beta1**t)
