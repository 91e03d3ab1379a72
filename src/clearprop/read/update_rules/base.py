"""What an update rule is: a program of a few lines that turns gradients into directions, step by step.

Right rules live in ``rules/``, rules with one mistake in ``wrong/``; one class, one file, found automatically.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np

from clearprop.read.update_rules.history import Array, History

State = tuple[Any, ...]


@dataclass(frozen=True)
class Constant:
    """A number that the rule leaves open: where to begin looking for it, and the half-open range that makes sense."""

    name: str
    starts: tuple[float, ...]
    at_least: float = 0.0
    below: float = np.inf
    gradient_power: float = 0  # its unit: the gradient's, to this power
    parameter_power: int = 0
    any_size: bool = False  # it may be many powers of ten from where one begins

    def stretched(self, value: Any) -> Any:
        """A number on a line on which equal ways matter equally: 0.9, 0.99, 0.999 are as far apart as 0.1, 1, 10."""
        value = np.asarray(value)
        return -np.log(1 - value) if self.below == 1 else np.log(value) if self.any_size else value

    @property
    def longest_step(self) -> float:
        """How far one may go on that line at once."""
        return 2.0 if self.below == 1 or self.any_size else np.inf

    def unstretched(self, x: Any) -> Any:
        """Back from that line."""
        return 1 - np.exp(-x) if self.below == 1 else np.exp(x) if self.any_size else x


class UpdateRule:
    """θ ← θ − η d: ``step`` gives d, the direction, and what is remembered."""

    name: ClassVar[str]
    formula: ClassVar[str]
    constants: ClassVar[tuple[Constant, ...]] = ()
    keeps: ClassVar[int] = 0  # how many arrays are remembered of each parameter; zeros before the first step
    rarity: ClassVar[int] = 0  # 1 for a variant of a common rule, 2 for what is hardly ever met
    steps_needed: ClassVar[int] = 1  # to tell it from other rules
    gradient_power: ClassVar[float] = 1  # of the direction; 0 where it is divided by the gradient's size

    step: ClassVar[Callable[..., tuple[Any, State]]]
    """``step(self, state, g, t, **constants)``: the direction and the new state from the gradient; t counts from 1."""

    def count(self, k: int, history: History) -> Any:
        """The counter t at step k."""
        return k + 1.0

    def directions(self, history: History, gradients: Any, constants: dict[str, Any]) -> Array:
        """gradients: f[batch, entries] for each step -> f[batch, steps, entries]."""
        state: State = (np.zeros_like(history.gradients[:1]),) * self.keeps
        found = []
        for k, g in enumerate(gradients):
            direction, state = self.step(state, g, self.count(k, history), **constants)
            found.append(direction)
        return np.stack(np.broadcast_arrays(*found), axis=-2)


class WrongRule(UpdateRule):
    """A rule with one mistake. ``equals`` says what the change is instead, ``code`` is the finding's."""

    code: ClassVar[str] = "CP308"
    equals: ClassVar[str]
