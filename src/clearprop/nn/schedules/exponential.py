"""A rate that falls by the same share at every step."""

from dataclasses import dataclass
from typing import Any

from clearprop.nn.schedules.base import Schedule


@dataclass(frozen=True)
class Exponential(Schedule):
    """η(t) = rate · factor^((t - 1) / every): ``factor`` of it after so many steps, evenly all the way."""

    rate: float
    every: int
    factor: float = 0.5

    def __call__(self, step: Any) -> Any:
        return self.rate * self.factor ** ((step - 1) / self.every)

    @classmethod
    def over(cls, rate: float, steps: int) -> "Exponential":
        """Down to a hundredth."""
        return cls(rate, steps, 0.01)
