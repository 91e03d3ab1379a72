"""Gradient descent with Nesterov's momentum."""

from dataclasses import dataclass
from typing import Any

from clearprop.nn.optimizers.base import Optimizer, Rate, State


@dataclass(frozen=True, repr=False)
class Nesterov(Optimizer):
    """v ← μ v + ∂L/∂p, p ← p - η (∂L/∂p + μ v). Nesterov 1983, with the gradient taken where p is, as PyTorch does."""

    learning_rate: Rate = 0.1
    momentum: float = 0.9

    keeps = ("velocity",)
    fractions = ("momentum",)

    def update(self, parameter: Any, gradient: Any, state: State, step: Any) -> tuple[Any, dict[str, Any]]:
        velocity = self.momentum * state["velocity"] + gradient
        ahead = gradient + self.momentum * velocity
        return parameter - self.rate(step, parameter) * ahead, {"velocity": velocity}
