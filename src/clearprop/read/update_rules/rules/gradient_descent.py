"""Gradient descent."""

from typing import Any

from clearprop.read.update_rules.base import State, UpdateRule


class GradientDescent(UpdateRule):
    """d = g."""

    name = "gradient_descent"
    formula = "θ ← θ − η g"

    def step(self, state: State, g: Any, t: Any, **constants: Any) -> tuple[Any, State]:
        return g, state
