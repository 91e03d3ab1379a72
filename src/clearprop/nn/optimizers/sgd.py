"""Gradient descent."""

from dataclasses import dataclass
from typing import Any

from clearprop.nn.optimizers.base import Optimizer, Rate, State


@dataclass(frozen=True, repr=False)
class SGD(Optimizer):
    """p ← p - η ∂L/∂p. Robbins and Monro 1951."""

    learning_rate: Rate = 0.1

    def update(self, parameter: Any, gradient: Any, state: State, step: Any) -> tuple[Any, dict[str, Any]]:
        return parameter - self.rate(step, parameter) * gradient, {}
