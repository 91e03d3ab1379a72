"""Schedules: learning rates as equations of the step number, which counts from 1; NumPy text, part of the step's Program."""

from dataclasses import dataclass
from typing import Any

import numpy as np


@dataclass(frozen=True)
class Linear:
    """η(t) = rate · max(0, 1 - (t - 1) / steps): from the rate at the first step down to nothing after the last."""

    rate: float
    steps: int

    def __call__(self, step: Any) -> Any:
        return self.rate * np.maximum(0.0, 1 - (step - 1) / self.steps)
