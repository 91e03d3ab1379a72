"""Nesterov's momentum with the gradient taken where the parameter is, as PyTorch, Keras and CS231n write it."""

from typing import Any

from clearprop.read.update_rules.base import State
from clearprop.read.update_rules.rules.momentum import Momentum


class Nesterov(Momentum):
    """v ← μ v + g, d = g + μ v. After two steps it is still momentum, with μ² / (1 + μ) for μ."""

    name = "nesterov"
    formula = "v ← μ v + g, θ ← θ − η (g + μ v)"
    steps_needed = 3

    def step(self, state: State, g: Any, t: Any, *, momentum: Any) -> tuple[Any, State]:
        velocity = momentum * state[0] + g
        return g + momentum * velocity, (velocity,)
