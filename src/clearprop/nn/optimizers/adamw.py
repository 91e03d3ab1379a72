"""Adam with decoupled weight decay."""

from dataclasses import dataclass
from typing import Any

from clearprop.nn.optimizers.adam import Adam
from clearprop.nn.optimizers.base import State


@dataclass(frozen=True)
class AdamW(Adam):
    """Adam, and p ← p - η λ p beside it. Loshchilov and Hutter 2019, algorithm 2, with λ times the rate as in PyTorch."""

    weight_decay: float = 0.01

    fractions = ("beta1", "beta2", "weight_decay")

    def update(self, parameter: Any, gradient: Any, state: State, step: Any) -> tuple[Any, dict[str, Any]]:
        new, kept = super().update(parameter, gradient, state, step)
        return new - self.rate(step, parameter) * self.weight_decay * parameter, kept
