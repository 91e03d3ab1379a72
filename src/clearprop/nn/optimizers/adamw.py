"""Adam with decoupled weight decay."""

import math
from dataclasses import dataclass
from typing import Any

from clearprop.nn.choices import is_number
from clearprop.nn.optimizers.adam import Adam
from clearprop.nn.optimizers.base import State


@dataclass(frozen=True)
class AdamW(Adam):
    """Adam, and p ← p - η λ p beside it. Loshchilov and Hutter 2019, algorithm 2, with λ times the rate as in PyTorch."""

    weight_decay: float = 0.01

    def __post_init__(self) -> None:
        super().__post_init__()
        if not (is_number(self.weight_decay) and 0 <= self.weight_decay < math.inf):
            raise ValueError(f"weight_decay={self.weight_decay!r}: expected a number of at least 0, such as 0.01.")

    def update(self, parameter: Any, gradient: Any, state: State, step: Any) -> tuple[Any, dict[str, Any]]:
        new, kept = super().update(parameter, gradient, state, step)
        return new - self.rate(step, parameter) * self.weight_decay * parameter, kept
