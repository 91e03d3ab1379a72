"""Adam without bias correction; or, the same but for the rate, with a counter that stays at 1."""

from typing import Any

from clearprop.read.update_rules.base import WrongRule
from clearprop.read.update_rules.rules.adam import Adam


class AdamWithoutCorrections(Adam, WrongRule):
    """m̂ = m, v̂ = v."""

    name = "adam_without_corrections"
    equals = "m and v are not corrected for their start at zero, or by a counter that stays at 1"

    def corrected(self, m: Any, v: Any, beta1: Any, beta2: Any, t: Any) -> tuple[Any, Any]:
        return m, v
