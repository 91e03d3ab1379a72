"""Schedules: learning rates as equations of the step number, which counts from 1; NumPy text, part of the step's Program."""

import math
from dataclasses import dataclass
from typing import Any

import numpy as np

from clearprop.nn.choices import is_number, is_whole


@dataclass(frozen=True)
class Linear:
    """η(t) = rate · max(0, 1 - (t - 1) / steps): from the rate at the first step down to nothing after the last."""

    rate: float
    steps: int

    def __post_init__(self) -> None:
        if not (is_number(self.rate) and 0 < self.rate < math.inf):
            raise ValueError(f"learning rate {self.rate!r}: expected a number above 0, such as 0.1.")
        if not is_whole(self.steps, 1):
            raise ValueError(f"a rate that goes down over {self.steps!r} steps: expected at least 1.")

    def __call__(self, step: Any) -> Any:
        return self.rate * np.maximum(0.0, 1 - (step - 1) / self.steps)
