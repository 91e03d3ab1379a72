"""Adam whose first moment is continued from the second."""

from typing import Any

from clearprop.read.update_rules.base import Constant, State, WrongRule
from clearprop.read.update_rules.rules.adam import Adam

UNIT = Constant("gradient_unit", (1.0, 0.1), gradient_power=-1, any_size=True)
"""A square is added to what is none, so that the unit of gradients matters, of which a constant is unknown."""


ADAM = Adam()


class AdamFirstContinuesSecond(WrongRule):
    """m ← β₁ v + (1 − β₁) g."""

    name = "adam_first_continues_second"
    equals = "m goes on from v, not from m"
    formula = Adam.formula.replace("β₁ m +", "β₁ v +")
    constants = (*Adam.constants, UNIT)
    keeps = 2
    steps_needed = 2
    gradient_power = 0

    def step(self, state: State, g: Any, t: Any, *, gradient_unit: Any, **constants: Any) -> tuple[Any, State]:
        return ADAM.step((gradient_unit * state[1], state[1]), g, t, **constants)
