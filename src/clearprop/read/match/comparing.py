"""Whether all values computed at a place are one constant times true values of a role."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from clearprop.read.match.table import Table, Tolerance

LEAST = 3
"""Different numbers that a place must have shown: the first one fixes the constant."""
SAMPLE = 12
"""Numbers that a constant must fit before all are looked at."""
PLAIN = (1.0, -1.0, 2.0, -2.0, 0.5, -0.5)
"""Constants that are tried first."""


@dataclass(frozen=True)
class Match:
    """Every value is ``constant`` times a true one of these layers; up to which tier of the truths."""

    constant: float
    layers: tuple[int | None, ...]
    largest_difference: float
    tier: int
    mean: bool = False  # ``constant`` is that of the sum over the rows, of which the values are the mean


class Values:
    """The values of a place: at which point each was computed."""

    def __init__(self, values: Sequence[tuple[int, Any]]) -> None:
        self.arrays = [(point, np.asarray(value, float)) for point, value in values]
        self.points = np.repeat([p for p, _ in self.arrays], [a.size for _, a in self.arrays]).astype(int)
        self.numbers = np.concatenate([a.ravel() for _, a in self.arrays]) if self.arrays else np.zeros(0)
        self.finite = bool(np.isfinite(self.numbers).all())
        largest = float(np.abs(self.numbers).max(initial=0.0)) if self.finite else 0.0
        self.used = np.flatnonzero(np.abs(self.numbers) > 1e-12 * largest) if largest else np.zeros(0, int)

    @cached_property
    def prove(self) -> bool:
        """Whether there are enough different numbers, not zero, to prove anything."""
        if not self.finite or self.used.size < LEAST:
            return False
        some = self.numbers[self.used[:4096]]
        return len(np.unique(np.abs(some).round(14 - int(np.ceil(np.log10(np.abs(some).max())))))) >= LEAST

    @cached_property
    def at(self) -> list[int]:
        """The points at which there are numbers that are not zero."""
        found: list[int] = np.unique(self.points[self.used]).tolist()
        return found

    @cached_property
    def sample(self) -> np.ndarray:
        """Some of the numbers, spread over the points, large ones first."""
        chosen = self.used[np.linspace(0, self.used.size - 1, min(SAMPLE * 4, self.used.size)).astype(int)]
        unique = chosen[np.unique(np.abs(self.numbers[chosen]), return_index=True)[1]]
        found: np.ndarray = unique[np.argsort(-np.abs(self.numbers[unique]), kind="stable")][:SAMPLE]
        return found


def matched(
    values: Values, tables: Sequence[Table], tolerance: Tolerance, tier: int, constants: Sequence[float] = ()
) -> Match | None:
    """The constant with which all values are true ones (one of ``constants``, if given). None where there is none."""
    if not values.prove or any(tables[p].sorted[0].size == 0 for p in values.at):
        return None
    for candidates in [np.asarray(constants)] if constants else [np.asarray(PLAIN), proposed(values, tables)]:
        left = fitting(values, tables, tolerance, candidates)
        for constant in left[:3]:
            found = confirmed(values, tables, tolerance, float(constant), tier)
            if found is not None:
                return found
    return None


def proposed(values: Values, tables: Sequence[Table]) -> np.ndarray:
    """The constants that make one of the values a true one."""
    sample = values.sample
    true = [tables[int(values.points[i])].sorted[0] for i in sample]
    pivot = min(range(len(sample)), key=lambda k: true[k].size)
    found: np.ndarray = values.numbers[sample[pivot]] / true[pivot]
    return found


def fitting(values: Values, tables: Sequence[Table], tolerance: Tolerance, candidates: np.ndarray) -> np.ndarray:
    """Those constants that also fit the rest of the sample."""
    for i in values.sample:
        if candidates.size == 0:
            break
        candidates = candidates[tables[values.points[i]].has(values.numbers[i] / candidates, tolerance)]
    return candidates


def confirmed(
    values: Values, tables: Sequence[Table], tolerance: Tolerance, constant: float, tier: int
) -> Match | None:
    difference = 0.0
    for point in values.at:
        here = values.used[values.points[values.used] == point]
        distance, _ = tables[point].near(values.numbers[here] / constant, tolerance)
        difference = max(difference, float(distance.max()))
        if difference > tolerance.relative:
            return None
    if not all(arranged(array, tables[p], tolerance, constant) for p, array in values.arrays if array.size > 1):
        return None
    layers = layers_of(values, tables, tolerance, constant)
    return Match(constant, layers, difference, tier) if layers else None


def arranged(array: np.ndarray, table: Table, tolerance: Tolerance, constant: float) -> bool:
    """Where a true array has as many entries, one of them must have them in this order."""
    rivals = table.by_size.get(array.size, [])
    if not rivals or not array.any():
        return True
    reach = np.abs(array).max() * max(tolerance.relative, 1e-9)
    for _, value in rivals:
        true = np.asarray(value, float) * constant
        same = np.allclose(true.ravel(), array.ravel(), rtol=tolerance.relative * 10, atol=reach)
        if same or (
            true.shape != array.shape
            and np.allclose(true.T.ravel(), array.ravel(), rtol=tolerance.relative * 10, atol=reach)
        ):
            return True
    return False


def layers_of(values: Values, tables: Sequence[Table], tolerance: Tolerance, constant: float) -> tuple[int | None, ...]:
    """The layers whose truths the values are: those that alone explain some value; else the lowest that explains all."""
    certain: set[int] = set()
    possible: set[int] | None = None
    for point in values.at:
        here = values.used[values.points[values.used] == point][:512]
        for layers in tables[point].layers_of(values.numbers[here] / constant, tolerance):
            layers = layers - {-1} or layers
            possible = set(layers) if possible is None else possible & layers
            if len(layers) == 1:
                certain |= layers
    found = certain or possible or set()
    chosen = sorted(found) if certain else sorted(found)[:1]
    return tuple(None if layer == -1 else layer for layer in chosen)
