"""What a recorded number is: a standard loss of predictions and targets, or a measure that people print instead."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from clearprop.read.losses.base import Array, StandardLoss, as_rows
from clearprop.read.losses.catalogue import LOSSES, SAME_DIRECTION
from clearprop.read.losses.epsilon import epsilons
from clearprop.read.losses.measures import measures
from clearprop.read.losses.targets import targets_for

TOLERANCE = 1e-9
USUAL = (1.0, 0.5, 2.0, -1.0, -0.5, -2.0, 100.0)
"""Factors that people put before a loss or a measure. Any other takes one point more to be believed."""

Pair = tuple[Array, Array]
Total = tuple[str, Array]  # a reduction, and what it makes of each point


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
    values: Sequence[float], pairs: Sequence[tuple[Any, Any]], *, tolerance: float = TOLERANCE
) -> NamedValue | None:
    """What the values are, each at a point with its pair of predictions and targets, arrays with a row for each example.

    None where nothing fits, or where fewer than two different values tell. Labels stand for one-hot rows.
    """
    recorded = np.asarray(values, dtype=np.float64)
    if not np.isfinite(recorded).all() or len(np.unique(recorded)) < 2:
        return None
    found = sorted(named(recorded, pairs, tolerance), key=unusual)
    if not found:
        return None
    return replace(found[0], rivals=tuple(dict.fromkeys(rivals(found[0], found[1:]))))


def one_sided(pairs: Sequence[Pair]) -> bool:
    """Whether no prediction is ever on the other side of its target: then errors cannot be told from their sizes."""
    errors = [np.ravel(a - y) for a, y in pairs]
    return all(np.all(e >= 0) for e in errors) or all(np.all(e <= 0) for e in errors)


def rivals(chosen: NamedValue, others: Sequence[NamedValue]) -> Iterator[str]:
    """Other names with usual factors, but not the chosen one's square without its half."""
    for other in others:
        same = SAME_DIRECTION.get(other.name, other.name) == SAME_DIRECTION.get(chosen.name, chosen.name)
        if other.scale in USUAL and not (same and other.reduction == chosen.reduction):
            yield f"{other.reduction} of {other.name}"


def unusual(value: NamedValue) -> tuple[bool, int]:
    """Losses come before measures, usual factors before others."""
    return not value.descends, USUAL.index(value.scale) if value.scale in USUAL else len(USUAL)


def named(recorded: Array, pairs: Sequence[tuple[Any, Any]], tolerance: float) -> Iterator[NamedValue]:
    for loss in LOSSES.values():
        rows = [(as_rows(a), targets_for(a, y, loss.targets)) for a, y in pairs]
        fitting = [(a, y) for a, y in rows if y is not None and loss.applies(a, y)]
        if len(fitting) == len(recorded) and not (loss.name == "absolute_error" and one_sided(fitting)):
            yield from as_loss(loss, recorded, fitting, tolerance)
    rows = [(as_rows(a), targets_for(a, y, "real")) for a, y in pairs]
    fitting = [(a, y) for a, y in rows if y is not None]
    if len(fitting) == len(recorded):
        yield from as_measure(recorded, fitting, tolerance)


def as_loss(loss: StandardLoss, recorded: Array, pairs: Sequence[Pair], tolerance: float) -> Iterator[NamedValue]:
    """The loss's reductions that the values are a multiple of; with ε in its logarithms where they are not without."""
    found = False
    for reduction, totals in reductions(loss, pairs, 0.0):
        fit = scale_of(recorded, totals, tolerance)
        if fit is not None:
            found = True
            yield NamedValue(loss.name, fit[0], reduction, 0.0, fit[1])
    if found or loss.with_epsilon is None:
        return
    for epsilon in epsilons(loss, recorded, pairs, USUAL):
        for reduction, totals in reductions(loss, pairs, epsilon):
            fit = scale_of(recorded, totals, tolerance)
            if fit is not None and fit[0] in USUAL:
                yield NamedValue(loss.name, fit[0], reduction, epsilon, fit[1])


def as_measure(recorded: Array, pairs: Sequence[Pair], tolerance: float) -> Iterator[NamedValue]:
    by_point = [dict(measures(a, y)) for a, y in pairs]
    for name in by_point[0]:
        fit = scale_of(recorded, np.array([point[name] for point in by_point]), tolerance)
        if fit is not None and fit[0] in USUAL:
            yield NamedValue(name, fit[0], "none", 0.0, fit[1], descends=False)


def reductions(loss: StandardLoss, pairs: Sequence[Pair], epsilon: float) -> Iterator[Total]:
    """The reductions that differ for these shapes, each with what it makes of every point."""
    with np.errstate(all="ignore"):
        value = loss.value if loss.with_epsilon is None or not epsilon else with_epsilon(loss, epsilon)
        sums = np.array([np.sum(value(a, y)) for a, y in pairs])
    rows = np.array([len(a) for a, _ in pairs])
    outputs = np.array([a.shape[1] for a, _ in pairs])
    one_row = bool((rows == 1).all())
    yield "one-row" if one_row else "sum", sums
    if not one_row:
        yield "mean", sums / rows
    if (outputs > 1).any():
        yield "mean_of_all", sums / (rows * outputs)


def with_epsilon(loss: StandardLoss, epsilon: float) -> Any:
    assert loss.with_epsilon is not None
    adds = loss.with_epsilon
    return lambda a, y: adds(a, y, epsilon)


def scale_of(recorded: Array, totals: Array, tolerance: float) -> tuple[float, float] | None:
    """The constant between the two, and how far they are apart with it."""
    if not np.isfinite(totals).all() or not totals.any():
        return None
    scale = float(np.sum(recorded * totals) / np.sum(totals**2))
    usual = next((c for c in USUAL if abs(scale - c) <= tolerance * abs(c)), scale)
    if usual not in USUAL and len(np.unique(recorded)) < 3:
        return None
    sizes = np.maximum(abs(recorded), 1e-6 * abs(recorded).max())
    difference = float(np.max(abs(recorded - usual * totals) / sizes))
    return (usual, difference) if difference <= tolerance else None
