"""Scales: from numbers to places on an axis, with ticks at round numbers."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

STEPS = (1, 2, 2.5, 5, 10)
DECADES = 1.3
"""From so many powers of ten on, positive numbers are on a logarithmic scale."""


class Scale(Protocol):
    """``at``: 0 at the low end, 1 at the high end; None where a number has no place."""

    @property
    def ticks(self) -> tuple[float, ...]: ...

    @property
    def kind(self) -> str: ...

    def at(self, value: float) -> float | None: ...


@dataclass(frozen=True)
class Linear:
    """From ``low`` to ``high``."""

    low: float
    high: float
    ticks: tuple[float, ...]
    kind: str = ""

    def at(self, value: float) -> float | None:
        """(value - low) / (high - low)"""
        return (value - self.low) / (self.high - self.low) if math.isfinite(value) else None


@dataclass(frozen=True)
class Logarithmic:
    """From 10^``low`` to 10^``high``; what is not positive has no place."""

    low: float
    high: float
    ticks: tuple[float, ...]
    kind: str = "logarithmic"

    def at(self, value: float) -> float | None:
        """(log10 value - low) / (high - low)"""
        if not (math.isfinite(value) and value > 0):
            return None
        return (math.log10(value) - self.low) / (self.high - self.low)


def linear(
    values: Iterable[float], most: int = 5, limits: tuple[float, float] | None = None, nice: bool = True
) -> Linear:
    """A scale that holds the values, between round numbers; it stays within ``limits``. Not ``nice``: it ends with them."""
    finite = [value for value in values if math.isfinite(value)] or [0.0, 1.0]
    low, high = min(finite), max(finite)
    if not nice and low < high:
        step = step_for(high - low, most)
        first = math.ceil(low / step - 1e-9)
        return Linear(low, high, tuple(k * step for k in range(first, math.floor(high / step + 1e-9) + 1)))
    if high - low <= 1e-9 * max(abs(low), abs(high)):
        room = abs(high) / 10 or 1.0
        low, high = low - room, high + room
        if limits:
            low, high = max(low, limits[0]), min(high, limits[1])
    step = step_for(high - low, most)
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    ticks = tuple(k * step for k in range(first, last + 1))
    if limits:
        ticks = tuple(tick for tick in ticks if limits[0] - 1e-9 <= tick <= limits[1] + 1e-9)
    return Linear(min(low, ticks[0]), max(high, ticks[-1]), ticks)


def step_for(room: float, most: int) -> float:
    """The smallest round step that cuts the room into at most so many."""
    power = 10.0 ** math.floor(math.log10(room / most))
    return next(step * power for step in STEPS if step * power * most >= room * (1 - 1e-9))


def logarithmic(values: Iterable[float], most: int = 5) -> Logarithmic:
    """A scale of the positive values; ticks are powers of ten, or also 2 and 5 times these where there are few."""
    positive = [value for value in values if math.isfinite(value) and value > 0] or [0.1, 1.0]
    low, high = math.log10(min(positive)), math.log10(max(positive))
    if high - low < 0.1:
        low, high = low - 0.1, high + 0.1
    within = range(math.floor(low), math.ceil(high) + 1)
    for factors in ((1, 2, 5), (1, 3), (1,)):
        ticks = inside([f * 10.0**k for k in within for f in factors], low, high)
        if len(ticks) <= most + 1:
            break
    every = 1
    while len(ticks) > most + 1:
        every += 1
        ticks = inside([10.0**k for k in within if k % every == 0], low, high)
    if len(ticks) < 2:
        ticks = tuple(tick for tick in linear([10**low, 10**high], most).ticks if 10**low <= tick <= 10**high)
    return Logarithmic(low, high, ticks)


def inside(ticks: Sequence[float], low: float, high: float) -> tuple[float, ...]:
    return tuple(tick for tick in ticks if low - 1e-9 <= math.log10(tick) <= high + 1e-9)


def fitting(values: Iterable[float]) -> Scale:
    """Logarithmic for positive numbers of very different size, else linear and from 0 where that is near."""
    finite = [value for value in values if math.isfinite(value)]
    if finite and min(finite) >= 0:
        positive = [value for value in finite if value > 0]
        if positive and max(positive) / min(positive) >= 10**DECADES:
            return logarithmic(positive)
        return linear([0.0, *finite])
    return linear(finite)
