"""RMSProp."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from clearprop.nn.optimizers.base import Optimizer, Rate, State


@dataclass(frozen=True, repr=False)
class RMSProp(Optimizer):
    """v ← ρ v + (1 - ρ) (∂L/∂p)², p ← p - η ∂L/∂p / (√v + ε). Tieleman and Hinton 2012, lecture 6.5."""

    learning_rate: Rate = 0.001
    decay: float = 0.9
    epsilon: float = 1e-8

    keeps = ("mean_square",)
    fractions = ("decay",)

    def update(self, parameter: Any, gradient: Any, state: State, step: Any) -> tuple[Any, dict[str, Any]]:
        v = self.decay * state["mean_square"] + (1 - self.decay) * gradient**2
        new = parameter - self.rate(step, parameter) * gradient / (np.sqrt(v) + self.epsilon)
        return new, {"mean_square": v}
