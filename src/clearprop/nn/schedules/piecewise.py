"""A rate that is constant between given steps."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np

from clearprop.nn.schedules.base import Schedule, expect_rate, expect_steps


@dataclass(frozen=True)
class Piecewise(Schedule):
    """η(t) = rates[k], where k of the ``boundaries`` are below t: ``rates[0]`` up to and with step ``boundaries[0]``."""

    rates: Sequence[float]
    boundaries: Sequence[int]

    def __post_init__(self) -> None:
        for field in ("rates", "boundaries"):
            object.__setattr__(self, field, tuple(getattr(self, field)))
        for rate in self.rates:
            expect_rate("rates", rate)
        for boundary in self.boundaries:
            expect_steps("boundaries", boundary)
        if not self.boundaries or len(self.rates) != len(self.boundaries) + 1:
            found = f"{len(self.rates)} rates and {len(self.boundaries)} boundaries"
            raise ValueError(f"{found}: expected at least one boundary, and one rate more than there are boundaries.")
        if any(later <= earlier for earlier, later in pairwise(self.boundaries)):
            raise ValueError(f"boundaries={self.boundaries}: expected steps that increase.")

    def __call__(self, step: Any) -> Any:
        rate: Any = self.rates[0]
        for boundary, following in zip(self.boundaries, self.rates[1:], strict=True):
            rate = np.where(step > boundary, following, rate)
        return rate

    @classmethod
    def over(cls, rate: float, steps: int) -> "Piecewise":
        """A tenth of it after half of the steps, a hundredth after three quarters, as He and others 2016 train ResNets."""
        half = max(1, steps // 2)
        return cls((rate, rate / 10, rate / 100), (half, max(half + 1, 3 * steps // 4)))
