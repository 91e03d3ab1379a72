"""A rate that goes down along half a cosine."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from clearprop.nn.choices import is_number
from clearprop.nn.schedules.base import Schedule


@dataclass(frozen=True)
class Cosine(Schedule):
    """η(t) = final + (rate - final) · ½ (1 + cos(π min(1, (t - 1) / steps))).

    Slow at both ends. Loshchilov and Hutter 2017 (SGDR), equation 5, without restarts.
    """

    rate: float
    steps: int
    final: float = 0.0

    def __post_init__(self) -> None:
        super().__post_init__()
        if not (is_number(self.final) and 0 <= self.final <= self.rate):
            raise ValueError(f"final={self.final!r}: expected a number from 0 to the rate, {self.rate}.")

    def __call__(self, step: Any) -> Any:
        share = np.minimum(1.0, (step - 1) / self.steps)
        return self.final + (self.rate - self.final) * (0.5 * (1 + np.cos(np.pi * share)))

    @classmethod
    def over(cls, rate: float, steps: int) -> "Cosine":
        """Down to nothing."""
        return cls(rate, steps)
