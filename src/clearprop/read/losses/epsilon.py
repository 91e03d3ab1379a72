"""The ε that people add inside logarithms, found from the value: ln(p + ε)."""

from collections.abc import Iterator, Sequence

import numpy as np

from clearprop.read.losses.base import Array, StandardLoss

LARGEST = 1e-5
DECADES = tuple(float(f"1e-{k}") for k in range(5, 17))
STEPS = 6
SLACK = 1e-8
"""A value this far below what the largest ε makes is no rounding."""


def asked_for(
    loss: StandardLoss, recorded: Array, pairs: Sequence[tuple[Array, Array]], scales: Sequence[float]
) -> Iterator[float]:
    """What the first point's value asks for with each usual factor and reduction."""
    (a, y), value = pairs[0], float(recorded[0])
    without, least = summed(loss, a, y, 0.0), summed(loss, a, y, LARGEST)
    if not np.isfinite(without):
        return
    for divisor in {1, len(a), a.size}:
        for scale in scales:
            wanted = value * divisor / scale
            if least - SLACK * abs(least) <= wanted < without:  # the sum falls as ε grows
                epsilon = solved(loss, a, y, wanted)
                if epsilon is not None:
                    yield epsilon


def summed(loss: StandardLoss, a: Array, y: Array, epsilon: float) -> float:
    assert loss.with_epsilon is not None
    with np.errstate(all="ignore"):
        return float(np.sum(loss.with_epsilon(a, y, epsilon)))


def solved(loss: StandardLoss, a: Array, y: Array, wanted: float) -> float | None:
    """Newton's method for the ε with which the sum over rows is as wanted; None outside of 0 and the largest."""
    epsilon = 0.0
    with np.errstate(all="ignore"):
        for _ in range(STEPS):
            reach = max(epsilon, 1e-7) * 1e-3
            here = summed(loss, a, y, epsilon)
            slope = np.float64(summed(loss, a, y, epsilon + reach) - here) / reach
            epsilon += (wanted - here) / slope
    return short(epsilon) if np.isfinite(epsilon) and 0 < epsilon <= LARGEST else None


def short(epsilon: float) -> float:
    """To three digits: a value shows no more of it."""
    return float(f"{epsilon:.3g}")
