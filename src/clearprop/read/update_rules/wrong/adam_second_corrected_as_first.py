"""Adam that corrects both moments with the first moment's β."""

from typing import Any

from clearprop.read.update_rules.base import WrongRule
from clearprop.read.update_rules.rules.adam import Adam


class AdamSecondCorrectedAsFirst(Adam, WrongRule):
    """m̂ = m / (1 − β₁ᵗ), v̂ = v / (1 − β₁ᵗ)."""

    name = "adam_second_corrected_as_first"
    equals = "v is corrected with β₁, as m is, not with β₂"

    def corrected(self, m: Any, v: Any, beta1: Any, beta2: Any, t: Any) -> tuple[Any, Any]:
        return m / (1 - beta1**t), v / (1 - beta1**t)
