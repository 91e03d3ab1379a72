"""What a recorded number is: a standard loss of predictions and targets, or a measure that people print instead."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import Any

import numpy as np

from clearprop.read.losses.base import Array
from clearprop.read.losses.catalogue import SAME_DIRECTION
from clearprop.read.losses.epsilon import asked_for
from clearprop.read.losses.totals import LossTotals, Totals

TOLERANCE = 1e-9
USUAL = (1.0, 0.5, 2.0, -1.0, -0.5, -2.0, 100.0)
"""Factors that people put before a loss or a measure. Any other takes one point more to be believed."""


@dataclass(frozen=True)
class NamedValue:
    """value = scale · reduction of the named loss or measure.

    ``reduction``: sum, mean (over rows), mean_of_all (over rows and outputs), one-row, or none for a measure.
    ``epsilon``: what is added inside its logarithms. ``descends``: whether it is a loss, which could be descended.
    """

    name: str
    scale: float
    reduction: str
    epsilon: float = 0.0
    largest_difference: float = 0.0
    descends: bool = True
    rivals: tuple[str, ...] = ()  # what else it is by these numbers


def name_of_value(
    values: Sequence[float], pairs: Sequence[tuple[Any, Any]] | Totals, *, tolerance: float = TOLERANCE
) -> NamedValue | None:
    """What the values are, each at a point with its pair of predictions and targets, arrays with a row for each example.

    None where nothing fits, or where fewer than two different values tell. Labels stand for one-hot rows. Who names
    several numbers of the same points hands over their Totals.
    """
    recorded = np.asarray(values, dtype=np.float64)
    if not np.isfinite(recorded).all() or len(np.unique(recorded)) < 2:
        return None
    totals = pairs if isinstance(pairs, Totals) else Totals(pairs)
    if len(recorded) != len(totals.given):
        return None
    found = sorted(named(recorded, totals, tolerance), key=unusual)
    if not found:
        return None
    return replace(found[0], rivals=tuple(dict.fromkeys(rivals(found[0], found[1:]))))


def rivals(chosen: NamedValue, others: Sequence[NamedValue]) -> Iterator[str]:
    """Other names with usual factors, but not the chosen one's square without its half."""
    for other in others:
        same = SAME_DIRECTION.get(other.name, other.name) == SAME_DIRECTION.get(chosen.name, chosen.name)
        if other.scale in USUAL and not (same and other.reduction == chosen.reduction):
            yield f"{other.reduction} of {other.name}"


def unusual(value: NamedValue) -> tuple[bool, int]:
    """Losses come before measures, usual factors before others."""
    return not value.descends, USUAL.index(value.scale) if value.scale in USUAL else len(USUAL)


def named(recorded: Array, totals: Totals, tolerance: float) -> Iterator[NamedValue]:
    for of_loss in totals.losses:
        yield from as_loss(of_loss, recorded, tolerance)
    for name, values in totals.measures.items():
        fit = scale_of(recorded, values, tolerance)
        if fit is not None and fit[0] in USUAL:
            yield NamedValue(name, fit[0], "none", 0.0, fit[1], descends=False)


def as_loss(totals: LossTotals, recorded: Array, tolerance: float) -> Iterator[NamedValue]:
    """The loss's reductions that the values are a multiple of; with ε in its logarithms where they are not without."""
    found = False
    name = totals.loss.name
    for reduction, values in totals.plain:
        fit = scale_of(recorded, values, tolerance)
        if fit is not None:
            found = True
            yield NamedValue(name, fit[0], reduction, 0.0, fit[1])
    if found or totals.loss.with_epsilon is None:
        return
    asked = (
        (epsilon, totals.with_epsilon(epsilon)) for epsilon in asked_for(totals.loss, recorded, totals.pairs, USUAL)
    )
    for epsilon, by_reduction in chain(totals.of_decades, asked):
        for reduction, values in by_reduction:
            fit = scale_of(recorded, values, tolerance)
            if fit is not None and fit[0] in USUAL:
                yield NamedValue(name, fit[0], reduction, epsilon, fit[1])


def scale_of(recorded: Array, totals: Array, tolerance: float) -> tuple[float, float] | None:
    """The constant between the two, and how far they are apart with it."""
    if not may_be_multiple(recorded, totals, tolerance) or not np.isfinite(totals).all() or not totals.any():
        return None
    scale = float(np.sum(recorded * totals) / np.sum(totals**2))
    usual = next((c for c in USUAL if abs(scale - c) <= tolerance * abs(c)), scale)
    if usual not in USUAL and len(np.unique(recorded)) < 3:
        return None
    sizes = np.maximum(abs(recorded), 1e-6 * abs(recorded).max())
    difference = float(np.max(abs(recorded - usual * totals) / sizes))
    return (usual, difference) if difference <= tolerance else None


def may_be_multiple(recorded: Array, totals: Array, tolerance: float) -> bool:
    """Whether one constant may lead to the first and to the last value: of most totals that settles it."""
    first, last, one, other = float(totals[0]), float(totals[-1]), float(recorded[0]), float(recorded[-1])
    largest = float(abs(recorded).max())
    return not abs(one * last - other * first) > 4 * tolerance * largest * (abs(first) + abs(last))
