"""Gradients that are added up from step to step, because nothing sets them back to zero."""

from typing import Any

from clearprop.read.update_rules.base import State, WrongRule
from clearprop.read.update_rules.rules.gradient_descent import GradientDescent


class GradientNotReset(GradientDescent, WrongRule):
    """d = g₁ + ... + g_t. The same as momentum with a velocity that never slows down."""

    name = "gradient_not_reset"
    code = "CP207"
    equals = "the sum of the gradients of all steps so far"
    formula = "θ ← θ − η (g₁ + ... + g_t)"
    keeps = 1
    steps_needed = 2

    def step(self, state: State, g: Any, t: Any, **constants: Any) -> tuple[Any, State]:
        total = state[0] + g
        return total, (total,)
