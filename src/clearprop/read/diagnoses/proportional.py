"""Changes held against gradients, all parameters of a step at once: thousands of hypotheses are."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Changes:
    """What the parameters got at one step, end to end.   flat: f[numbers]; starts: where each parameter begins."""

    shapes: tuple[tuple[int, ...], ...]
    flat: Array
    starts: NDArray[np.intp]

    @classmethod
    def of(cls, changes: Sequence[Any]) -> Self:
        sizes = [np.size(change) for change in changes]
        return cls(tuple(map(np.shape, changes)), end_to_end(changes), np.cumsum([0, *sizes[:-1]]))

    @cached_property
    def numbers(self) -> bool:
        """Whether every parameter is a single number."""
        return not any(self.shapes)

    @cached_property
    def moved(self) -> bool:
        return bool(self.flat.any())

    @cached_property
    def largest(self) -> Array:
        """Of each parameter's change, the size of the largest entry."""
        return np.asarray(np.maximum.reduceat(abs(self.flat), self.starts))

    def beside(self, gradients: Sequence[Any]) -> Array | None:
        """Gradients end to end; None where a shape is another one, or a number is not finite."""
        if tuple([np.shape(gradient) for gradient in gradients]) != self.shapes:
            return None
        flat = np.array(gradients, float) if self.numbers else end_to_end(gradients)
        return flat if np.isfinite(flat).all() else None

    def rates(self, gradient: Array) -> Array:
        """κ of each parameter that changed and has a gradient."""
        sizes = np.add.reduceat(gradient**2, self.starts)
        used = (sizes > 0) & (self.largest > 0)
        return np.asarray(-np.add.reduceat(self.flat * gradient, self.starts)[used] / sizes[used])

    def apart(self, expected: Array) -> float:
        """How far any parameter is from what is expected, relatively to the larger of the two."""
        largest = np.maximum(self.largest, np.maximum.reduceat(abs(expected), self.starts))
        difference = np.maximum.reduceat(abs(self.flat - expected), self.starts)
        return float(np.max(np.divide(difference, largest, out=np.zeros_like(largest), where=largest > 0)))


def end_to_end(arrays: Sequence[Any]) -> Array:
    return np.concatenate([np.asarray(array, float).reshape(-1) for array in arrays])
