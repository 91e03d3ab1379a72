"""Adam whose first moment is continued from the second."""

from typing import Any

from clearprop.read.update_rules.base import Constant, State, WrongRule
from clearprop.read.update_rules.rules.adam import Adam

UNIT = Constant("gradient_unit", (1.0, 0.1), at_least=1e-300, gradient_power=-1)
"""A square is added to what is none, so that the unit of gradients matters, of which a constant is unknown."""


class AdamFirstContinuesSecond(Adam, WrongRule):
    """m ← β₁ v + (1 − β₁) g."""

    name = "adam_first_continues_second"
    equals = "m goes on from v, not from m"
    constants = (*Adam.constants, UNIT)

    def step(self, state: State, g: Any, t: Any, *, gradient_unit: Any, **constants: Any) -> tuple[Any, State]:
        return super().step((gradient_unit * state[1], state[1]), g, t, **constants)
