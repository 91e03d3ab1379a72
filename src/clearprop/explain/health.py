"""The gradient's health: how much of it reaches each layer, and how many units are dead or saturated."""

from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from clearprop.explain.reach import one, places_in_z
from clearprop.explain.run import Run
from clearprop.explain.slopes import curve, element_slopes
from clearprop.explain.sweep import rms
from clearprop.explain.uses import Use

FLAT = 0.05
"""A unit is saturated where its slope is below this share of the activation's steepest in every row; dead where it is 0."""


@dataclass(frozen=True)
class LayerHealth:
    """``gradient``: the root mean square of ∂L/∂z; ``dead`` and ``saturated``: how many of the ``units``."""

    name: str
    gradient: float
    units: int
    dead: int
    saturated: int


@dataclass(frozen=True)
class Health:
    """The layers from first to last."""

    layers: tuple[LayerHealth, ...]

    @property
    def reach(self) -> float:
        """The first layer's gradient over the last one's: how much of the signal reaches the beginning."""
        first, last = self.layers[0].gradient, self.layers[-1].gradient
        return first / last if last else float("nan")

    @property
    def dead(self) -> float:
        """The share of units that are dead."""
        return self.share("dead")

    @property
    def saturated(self) -> float:
        """The share of units that are saturated, and not dead."""
        return self.share("saturated")

    def share(self, what: str) -> float:
        units = sum(layer.units for layer in self.layers)
        return sum(getattr(layer, what) for layer in self.layers) / units if units else 0.0

    def to_json(self) -> list[dict[str, Any]]:
        """A list of what JSON has, one dict a layer."""
        return [asdict(layer) for layer in self.layers]

    @staticmethod
    def from_json(stored: list[dict[str, Any]]) -> "Health":
        """The health of which ``to_json`` gave ``stored``."""
        return Health(tuple(LayerHealth(**layer) for layer in stored))


def health(run: Run) -> Health:
    """Of every layer with weights: a parameter of two axes or more that makes units of rows."""
    return Health(tuple(layer_of(run, use) for use in run.layers(axes=2)))


def layer_of(run: Run, use: Use) -> LayerHealth:
    slopes = unit_slopes(run, use)
    g = run.adjoints.get(use.z)
    gradient = 0.0 if g is None else rms(g)
    if slopes is None:
        return LayerHealth(use.z.name, gradient, 0, 0, 0)
    largest, steepest = slopes
    dead = int(np.sum(largest == 0))
    return LayerHealth(use.z.name, gradient, largest.size, dead, int(np.sum(largest < FLAT * steepest)) - dead)


def unit_slopes(run: Run, use: Use) -> tuple[np.ndarray, float] | None:
    """Each unit's largest slope over the rows, and the steepest that there is; None without an activation of its own."""
    found = curve(use)
    if found is None:
        return None
    with np.errstate(all="ignore"):
        slopes = np.abs(element_slopes(use, run.values))
    return slopes.max(axis=rows_of(run, use)).ravel(), float(np.abs(found[1]).max())


def rows_of(run: Run, use: Use) -> tuple[int, ...]:
    """The axes of z along which one weight is felt again and again; an axis of one element counts as rows, too."""
    places = np.argwhere(places_in_z(use, run.values, one(use.parameter, (0,) * use.parameter.type.ndim)))
    shape = use.z.type.shape
    return (
        tuple(k for k in range(len(shape)) if len(places) and np.ptp(places[:, k]))
        or tuple(k for k in range(len(shape)) if shape[k] == 1)[:1]
    )
