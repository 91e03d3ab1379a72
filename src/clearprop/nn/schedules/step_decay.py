"""A rate that falls by a factor at regular steps."""

from dataclasses import dataclass
from typing import Any

from clearprop.nn.schedules.base import Schedule


@dataclass(frozen=True)
class StepDecay(Schedule):
    """η(t) = rate · factor^⌊(t - 1) / every⌋: the same for so many steps, then ``factor`` of it."""

    rate: float
    every: int
    factor: float = 0.5

    def __call__(self, step: Any) -> Any:
        return self.rate * self.factor ** ((step - 1) // self.every)

    @classmethod
    def over(cls, rate: float, steps: int) -> "StepDecay":
        """Halved after each tenth of the steps."""
        return cls(rate, max(1, steps // 10))
