"""How a change relates to a gradient where no rule is shared: one constant, its sign, or nothing at all."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from clearprop.read.update_rules.history import ROUNDING, Array, flat

TOLERANCE = 1e-9


@dataclass(frozen=True)
class Relation:
    """change = −sign · scale · gradient: sign +1 goes down the loss. ``frozen``: the change is zero, and scale 0."""

    sign: int
    scale: float
    largest_difference: float

    @property
    def frozen(self) -> bool:
        return self.scale == 0

    def ratio(self, other: "Relation") -> float:
        """This scale beside another's, signed."""
        return self.sign * self.scale / (other.sign * other.scale)


def relation(
    changes: Sequence[Any],
    gradients: Sequence[Any],
    *,
    uncertainties: Sequence[Any] | None = None,
    tolerance: float = TOLERANCE,
) -> Relation | None:
    """The one constant between changes and gradients, each a list of arrays over points and steps.

    None where there is none, or where fewer than two numbers tell. ``uncertainties`` of the changes are absolute.
    """
    change, gradient = joined(changes), joined(gradients)
    noise = joined(uncertainties) if uncertainties is not None else ROUNDING * abs(change)
    if not (np.isfinite(change).all() and np.isfinite(gradient).all()) or np.count_nonzero(gradient) < 2:
        return None
    if (abs(change) <= noise).all():
        return Relation(1, 0.0, 0.0)
    weight = 1 / (np.repeat(largest(changes), [np.size(c) for c in changes]) + 1e9 * noise)
    scale = float(np.sum(weight**2 * change * gradient) / np.sum(weight**2 * gradient**2))
    left = np.maximum(abs(change - scale * gradient) - 4 * noise, 0) * weight
    telling = np.count_nonzero(abs(change) > 1e4 * noise)
    if telling < 2 or scale == 0 or left.max() > tolerance:
        return None
    return Relation(-1 if scale > 0 else 1, abs(scale), float(left.max()))


def joined(values: Sequence[Any]) -> Array:
    return np.concatenate([flat(value) for value in values])


def largest(values: Sequence[Any]) -> Array:
    """The largest size in each array, or a number that is never divided by."""
    return np.array([np.max(np.abs(value), initial=0.0) or 1.0 for value in values])


def ratio_in_words(ratio: float, rows: int, tolerance: float = TOLERANCE) -> str | None:
    """What a ratio of two scales stands for: m, 1/m, 2, 1/2, ... with m the number of rows; None where it is no such."""
    known = {"m": float(rows), "1/m": 1 / rows, "2": 2.0, "1/2": 0.5, "2m": 2.0 * rows, "1/(2m)": 0.5 / rows}
    known |= {"2/m": 2 / rows, "m/2": rows / 2, "m²": float(rows**2), "1/m²": 1 / rows**2}
    close = (name for name, value in known.items() if abs(abs(ratio) - value) <= tolerance * value)
    return next(close, None)
