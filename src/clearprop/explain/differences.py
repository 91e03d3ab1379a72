"""Slopes by differences: extrapolated, with the rounding noise that they carry, and kinks noticed."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Slope:
    """A measured derivative. ``noise``: what rounding alone may have added. ``kink``: the two sides differ for good."""

    value: float
    noise: float
    kink: bool


def slope(f: Callable[[float], float], x: float, size: float, epsilon: float) -> Slope:
    """f'(x) from central differences with steps h and h/2, extrapolated so that the error is of order h⁴.

    h = ε^(1/5) of ``size``, the size on which f changes, balances that error against rounding, which is ε |f| / h.
    """
    h = epsilon**0.2 * size
    middle, left, right, near_left, near_right = f(x), f(x - h), f(x + h), f(x - h / 2), f(x + h / 2)
    wide, narrow = (right - left) / (2 * h), (near_right - near_left) / h
    value = (4 * narrow - wide) / 3
    noise = 8 * epsilon * max(abs(left), abs(right), abs(middle)) / h
    return Slope(value, noise, on_kink(f, x, size, middle, epsilon, value))


def on_kink(f: Callable[[float], float], x: float, size: float, middle: float, epsilon: float, value: float) -> bool:
    """Whether the slopes to the left and to the right stay apart as the step shrinks a hundredfold."""
    h = epsilon**0.3 * size
    gaps = [abs((f(x + step) - middle) - (middle - f(x - step))) / step for step in (h, h / 100)]
    noise = 800 * epsilon * abs(middle) / h
    return bool(gaps[1] > 0.3 * gaps[0] and gaps[1] > noise + 1e-4 * abs(value))
