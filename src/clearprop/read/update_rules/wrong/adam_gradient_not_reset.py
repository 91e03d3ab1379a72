"""Adam, fed with gradients that nothing sets back to zero."""

from typing import Any

from clearprop.read.update_rules.base import State, WrongRule
from clearprop.read.update_rules.rules.adam import Adam


class AdamGradientNotReset(Adam, WrongRule):
    """Adam of g₁ + ... + g_t."""

    name = "adam_gradient_not_reset"
    code = "CP207"
    equals = "Adam of the sum of the gradients of all steps so far"
    keeps = 3

    def step(self, state: State, g: Any, t: Any, **constants: Any) -> tuple[Any, State]:
        total = state[2] + g
        direction, moments = super().step(state[:2], total, t, **constants)
        return direction, (*moments, total)
