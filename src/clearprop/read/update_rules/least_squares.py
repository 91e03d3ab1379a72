"""Levenberg and Marquardt's method for a few constants. The residuals of many constants are computed at once."""

from collections.abc import Callable

import numpy as np

from clearprop.read.update_rules.history import Array

Residual = Callable[[Array], Array]  # f[batch, constants] -> f[batch, equations]

NEAR = 1e-7
ITERATIONS = 30
PROMISING = 3
"""How many of the starting points are followed."""


def solved(residual: Residual, starts: Array, longest: Array, accuracy: float) -> tuple[Array, float]:
    """The constants, and the largest residual left: from the best starting points until one is accurate.

    ``longest``: how far each may go in one step.
    """
    costs = np.nan_to_num(np.sum(residual(starts) ** 2, axis=1), nan=np.inf)
    best = starts[np.argmin(costs)], np.inf
    for start in starts[np.argsort(costs, kind="stable")[:PROMISING]]:
        found = descended(residual, start, longest)
        left = float(np.max(abs(residual(found[None])[0]), initial=0.0))
        if left < best[1]:
            best = found, left
        if best[1] < accuracy:
            break
    return best


def descended(residual: Residual, c: Array, longest: Array) -> Array:
    """Downhill from c until nothing is gained."""
    r = residual(c[None])[0]
    damping, slow = 1e-6, 0
    for _ in range(ITERATIONS):
        step = np.clip(slopes_solved(residual, c, r, damping), -longest, longest)
        trial = residual((c + step)[None])[0]
        cost, before = float(trial @ trial), float(r @ r)
        if not cost < before:
            damping *= 30
            if damping > 1e4 or before < 1e-26 * len(r):
                break
            continue
        slow = slow + 1 if cost > 0.5 * before else 0
        c, r, damping = c + step, trial, damping / 30
        if cost < 1e-31 * len(r) or slow > 6:
            break
    return c


def slopes_solved(residual: Residual, c: Array, r: Array, damping: float) -> Array:
    """The step that the residuals' slopes at c ask for, shortened by damping."""
    reach = NEAR * np.maximum(abs(c), 1.0)
    slopes = ((residual(c + np.diag(reach)) - r) / reach[:, None]).T
    if not np.isfinite(slopes).all():
        return np.full_like(c, np.nan)
    size = np.linalg.norm(slopes, axis=0)
    size[size == 0] = 1.0
    square = (slopes / size).T @ (slopes / size) + damping * np.eye(len(c))
    step: Array = np.linalg.solve(square, -(slopes / size).T @ r) / size
    return step
