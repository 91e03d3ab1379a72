"""A rate that goes down along a line."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from clearprop.nn.schedules.base import Schedule


@dataclass(frozen=True)
class Linear(Schedule):
    """η(t) = rate · max(0, 1 - (t - 1) / steps): from the rate at the first step down to nothing after the last."""

    rate: float
    steps: int

    def __call__(self, step: Any) -> Any:
        return self.rate * np.maximum(0.0, 1 - (step - 1) / self.steps)

    @classmethod
    def over(cls, rate: float, steps: int) -> "Linear":
        """Down to nothing."""
        return cls(rate, steps)
