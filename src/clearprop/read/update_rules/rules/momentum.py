"""Gradient descent with momentum, in the form of Polyak 1964. The form v ← μ v + (1 − μ) g is the same at another rate."""

from typing import Any

from clearprop.read.update_rules.base import Constant, State, UpdateRule

MOMENTUM = Constant("momentum", (0.9, 0.5, 0.99), at_least=1e-3, below=1.0)


class Momentum(UpdateRule):
    """v ← μ v + g, d = v."""

    name = "momentum"
    formula = "v ← μ v + g, θ ← θ − η v"
    constants = (MOMENTUM,)
    keeps = 1
    steps_needed = 2

    def step(self, state: State, g: Any, t: Any, *, momentum: Any) -> tuple[Any, State]:
        velocity = momentum * state[0] + g
        return velocity, (velocity,)
