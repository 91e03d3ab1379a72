"""A rate that begins small."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from clearprop.nn.schedules.base import Schedule, expect_rate
from clearprop.nn.schedules.cosine import Cosine


@dataclass(frozen=True)
class WarmUp(Schedule):
    """η(t) = min(1, t / steps) · then(max(1, t - steps)): up along a line to where ``then`` begins, which follows.

    ``then`` is a rate or a schedule, whose first step comes after the warm-up. Goyal and others 2017, section 2.2.
    """

    then: float | Callable[[Any], Any]
    steps: int

    def __post_init__(self) -> None:
        if not callable(self.then):
            expect_rate("then", self.then)
        super().__post_init__()

    def __call__(self, step: Any) -> Any:
        following = self.then(np.maximum(1, step - self.steps)) if callable(self.then) else self.then
        return np.minimum(1.0, step / self.steps) * following

    @classmethod
    def over(cls, rate: float, steps: int) -> "WarmUp":
        """A tenth of the steps up, the rest down along a cosine."""
        rising = max(1, steps // 10)
        return cls(Cosine(rate, max(1, steps - rising)), rising)
