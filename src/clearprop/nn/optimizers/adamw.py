"""Adam with decoupled weight decay."""

from dataclasses import dataclass, field
from typing import Any

from clearprop.nn.optimizers.adam import Adam
from clearprop.nn.optimizers.base import State


@dataclass(frozen=True, repr=False)
class AdamW(Adam):
    """Adam, and p ← p - η λ p beside it. Loshchilov and Hutter 2019, algorithm 2, with λ times the rate as in PyTorch.

    Weights decay and biases do not, as with every optimiser; but Adam does not rescale this decay, as it would a gradient.
    """

    weight_decay: float = field(default=0.01, kw_only=True)

    def decayed(self, gradient: Any, parameter: Any) -> Any:
        return gradient

    def update(self, parameter: Any, gradient: Any, state: State, step: Any) -> tuple[Any, dict[str, Any]]:
        new, kept = super().update(parameter, gradient, state, step)
        decays = self.weight_decay and parameter.ndim > 1
        return (new - self.rate(step, parameter) * self.weight_decay * parameter if decays else new), kept
