"""The ε that people add inside logarithms, found from the value: ln(p + ε)."""

from collections.abc import Iterator, Sequence

import numpy as np

from clearprop.read.losses.base import Array, StandardLoss

LARGEST = 1e-5
DECADES = tuple(float(f"1e-{k}") for k in range(5, 17))
STEPS = 6


def epsilons(
    loss: StandardLoss, recorded: Array, pairs: Sequence[tuple[Array, Array]], scales: Sequence[float]
) -> Iterator[float]:
    """The decades, then what the first point's value asks for with each usual factor and reduction."""
    yield from DECADES
    (a, y), value = pairs[0], float(recorded[0])
    for divisor in {1, len(a), a.size}:
        for scale in scales:
            epsilon = solved(loss, a, y, value * divisor / scale)
            if epsilon is not None:
                yield epsilon


def solved(loss: StandardLoss, a: Array, y: Array, wanted: float) -> float | None:
    """Newton's method for the ε with which the sum over rows is as wanted; None outside of 0 and the largest."""
    assert loss.with_epsilon is not None
    epsilon = 0.0
    with np.errstate(all="ignore"):
        for _ in range(STEPS):
            reach = max(epsilon, 1e-7) * 1e-3
            here = np.sum(loss.with_epsilon(a, y, epsilon))
            slope = (np.sum(loss.with_epsilon(a, y, epsilon + reach)) - here) / reach
            epsilon += (wanted - here) / slope
    return short(epsilon) if np.isfinite(epsilon) and 0 < epsilon <= LARGEST else None


def short(epsilon: float) -> float:
    """To three digits: a value shows no more of it."""
    return float(f"{epsilon:.3g}")
