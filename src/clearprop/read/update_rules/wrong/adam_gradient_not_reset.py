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
        *moments, total = state
        direction, moments = super().step(tuple(moments), total + g, t, **constants)
        return direction, (*moments, total + g)
