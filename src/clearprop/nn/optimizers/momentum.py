"""Gradient descent with momentum."""

from dataclasses import dataclass
from typing import Any

from clearprop.nn.optimizers.base import Optimizer, Rate, State


@dataclass(frozen=True, repr=False)
class Momentum(Optimizer):
    """v ← μ v + ∂L/∂p, p ← p - η v. Polyak 1964, as in Sutskever, Martens, Dahl and Hinton 2013, with η outside."""

    learning_rate: Rate = 0.1
    momentum: float = 0.9

    keeps = ("velocity",)
    fractions = ("momentum",)

    def update(self, parameter: Any, gradient: Any, state: State, step: Any) -> tuple[Any, dict[str, Any]]:
        velocity = self.momentum * state["velocity"] + gradient
        return parameter - self.rate(step, parameter) * velocity, {"velocity": velocity}
