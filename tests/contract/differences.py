"""Directional derivatives by central differences, with an estimate of their own error. Knows nothing of rules."""

from collections.abc import Callable
from typing import Any

import numpy as np

STEPS = (1e-2, 2e-3, 4e-4, 8e-5, 1.6e-5, 3e-6)
SECOND_STEPS = (1e-2, 5e-3, 2.5e-3, 1.2e-3, 6e-4, 3e-4)

Point = dict[str, np.ndarray]
Function = Callable[[Point], dict[str, np.ndarray]]


def moved(point: Point, direction: Point, by: float) -> Point:
    return {name: x + by * direction[name] if name in direction else x for name, x in point.items()}


def along(function: Function, point: Point, direction: Point) -> dict[str, tuple[np.ndarray, np.ndarray]]:
    """For each output its derivative along the direction and a bound on that derivative's error, element by element.

    Differences of fourth order at several steps; of neighbouring steps those are taken, element by element, that agree
    best. Where no step gives a finite value, the bound is infinite.
    """
    estimates: list[dict[str, np.ndarray]] = []
    for step in STEPS:
        at = {k: function(moved(point, direction, k * step)) for k in (-2, -1, 1, 2)}
        estimates.append(
            {
                name: (8 * (at[1][name] - at[-1][name]) - (at[2][name] - at[-2][name])) / (12 * step)
                for name in at[1]
                if at[1][name].dtype.kind == "f"
            }
        )
    return {name: best([estimate[name] for estimate in estimates]) for name in estimates[0]}


def curving(function: Function, point: Point, direction: Point) -> dict[str, tuple[np.ndarray, np.ndarray]]:
    """The same for the second derivative along the direction."""
    here = function(point)
    estimates: list[dict[str, np.ndarray]] = []
    for step in SECOND_STEPS:
        at = {k: function(moved(point, direction, k * step)) for k in (-2, -1, 1, 2)}
        estimates.append(
            {
                name: (16 * (at[1][name] + at[-1][name]) - at[2][name] - at[-2][name] - 30 * value) / (12 * step**2)
                for name, value in here.items()
            }
        )
    return {name: best([estimate[name] for estimate in estimates]) for name in here}


def best(estimates: list[np.ndarray]) -> tuple[np.ndarray, np.ndarray]:
    values = np.stack(estimates)
    gaps = np.abs(np.diff(values, axis=0))
    gaps[~np.isfinite(gaps)] = np.inf
    chosen = np.argmin(gaps, axis=0)[None]
    derivative = np.take_along_axis(values[1:], chosen, axis=0)[0]
    return derivative, 3 * np.take_along_axis(gaps, chosen, axis=0)[0]


def direction_for(arrays: Point, rng: np.random.Generator) -> Point:
    """A random direction in which no entry stands still."""
    return {
        name: rng.uniform(0.3, 1.0, np.shape(x)) * rng.choice([-1.0, 1.0], np.shape(x)) for name, x in arrays.items()
    }


def assert_derivative(found: Any, expected: tuple[np.ndarray, np.ndarray], says: str, rtol: float = 1e-6) -> None:
    """Element by element, within the differences' own error; elements where they fail are left out."""
    derivative, error = expected
    known = np.isfinite(error) & (error <= 1e-4 * (1 + np.abs(derivative)))
    if np.shape(found) != derivative.shape:
        raise AssertionError(f"{says}: shape {np.shape(found)}, expected {derivative.shape}.")
    gap = np.abs(np.where(known, found, 0) - np.where(known, derivative, 0))
    allowed = np.where(known, error, 0) + rtol * (1 + np.abs(np.where(known, derivative, 0)))
    if not np.all(gap <= allowed):
        at = np.unravel_index(np.argmax(gap - allowed), gap.shape) if gap.shape else ()
        raise AssertionError(f"{says}: {np.asarray(found)[at]:.9g} at {at}, but differences give {derivative[at]:.9g}.")
