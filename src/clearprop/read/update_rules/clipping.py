"""Gradient clipping: by value, or by the norm of the whole gradient or of one tensor's."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from clearprop.read.update_rules.base import Constant
from clearprop.read.update_rules.history import Array, History


@dataclass(frozen=True)
class Clipping:
    """What becomes of gradients before the rule sees them; ``threshold`` guesses the bound c."""

    name: str
    clipped: Callable[[Any, Any, int, History], Any]  # (g, c, k, history)
    threshold: Callable[[History], float]

    def always(self, c: float, history: History) -> bool:
        """Whether no gradient was short enough to stay as it is: then only rate times c is known."""
        g = history.gradients
        clipped = np.array([self.clipped(g[k], c * (1 - 1e-6), k, history) for k in range(history.steps)])
        return bool((abs(clipped) < abs(g))[g != 0].all())

    def constant(self, history: History) -> Constant:
        """Begun at the guess from all steps, which is for plain gradient descent, and at that from the first."""
        starts = dict.fromkeys((self.threshold(history), self.threshold(history.first)))
        return Constant("clip", tuple(starts), at_least=1e-300, gradient_power=1)


def ratios(history: History) -> Array:
    """−U / g where g is not small, else 0."""
    g = history.gradients
    sound = abs(g) > 1e-9 * abs(g).max()
    return np.abs(np.divide(history.changes, g, out=np.zeros_like(g), where=sound))


def value_threshold(history: History) -> float:
    rate = ratios(history).max()
    return float(abs(history.changes).max() / rate) if rate else 1.0


def norm_threshold(norm: Array, history: History) -> float:
    """At the smallest ratio, ratio = rate c / norm."""
    ratio = ratios(history)
    rate = ratio.max()
    shortened = (ratio > 0) & (ratio < rate * (1 - 1e-6))
    return float(np.median((ratio * norm)[shortened]) / rate) if shortened.any() else float(norm.max())


CLIPPINGS = (
    Clipping("value", lambda g, c, k, history: np.clip(g, -c, c), value_threshold),
    Clipping(
        "norm",
        lambda g, c, k, history: g * np.minimum(1, c / np.maximum(history.norm[k], 1e-300)),
        lambda history: norm_threshold(history.norm, history),
    ),
    Clipping(
        "tensor_norm",
        lambda g, c, k, history: g * np.minimum(1, c / np.maximum(history.tensor_norm[k], 1e-300)),
        lambda history: norm_threshold(history.tensor_norm, history),
    ),
)
