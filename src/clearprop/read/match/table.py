"""True numbers of one role at one point, sorted, so that a number is found among thousands at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

Entry = tuple[int | None, Any]
"""A layer, and a true value of it: a number or an array."""


@dataclass(frozen=True)
class Tolerance:
    """How far apart two numbers may be: relatively, and in parts of the largest true number."""

    relative: float
    absolute: float


FLOAT64 = Tolerance(1e-9, 1e-13)
FLOAT32 = Tolerance(2e-5, 1e-6)


class Table:
    """The entries of one role at one point."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        self.entries = list(entries)

    def __add__(self, other: "Table") -> "Table":
        return Table(self.entries + other.entries)

    @cached_property
    def sorted(self) -> tuple[np.ndarray, np.ndarray]:
        """(the numbers in order, the layer of each; -1 for none), without zeros and what is not finite."""
        parts = [np.ravel(np.asarray(value, float)) for _, value in self.entries]
        numbers = np.concatenate(parts) if parts else np.zeros(0)
        layers = [-1 if layer is None else layer for layer, _ in self.entries]
        layer = np.repeat(np.asarray(layers, int), [part.size for part in parts]) if parts else np.zeros(0, int)
        used = np.isfinite(numbers) & (numbers != 0)
        order = np.argsort(numbers[used], kind="stable")
        return numbers[used][order], layer[used][order]

    @cached_property
    def largest(self) -> float:
        numbers = self.sorted[0]
        return float(max(abs(numbers[0]), abs(numbers[-1]))) if numbers.size else 0.0

    @cached_property
    def by_size(self) -> dict[int, list[Entry]]:
        """The arrays of more than one entry, by how many they have."""
        found: dict[int, list[Entry]] = {}
        for entry in self.entries:
            if np.size(entry[1]) > 1:
                found.setdefault(np.size(entry[1]), []).append(entry)
        return found

    def near(self, wanted: np.ndarray, tolerance: Tolerance) -> tuple[np.ndarray, np.ndarray]:
        """(relative distance to the nearest true number, which one), for each wanted number."""
        numbers = self.sorted[0]
        if numbers.size == 0:
            return np.full(wanted.shape, np.inf), np.zeros(wanted.shape, int)
        right = np.minimum(numbers.searchsorted(wanted), numbers.size - 1)
        left = np.maximum(right - 1, 0)
        below, above = wanted - numbers[left], numbers[right] - wanted
        nearer = np.where(abs(below) <= abs(above), left, right)
        allowance = self.largest * tolerance.absolute / tolerance.relative
        return np.minimum(abs(below), abs(above)) / np.maximum(abs(numbers[nearer]), allowance), nearer

    def has(self, wanted: np.ndarray, tolerance: Tolerance) -> np.ndarray:
        """bool: whether each number is a true one."""
        found: np.ndarray = self.near(wanted, tolerance)[0] <= tolerance.relative
        return found

    def layers_of(self, wanted: np.ndarray, tolerance: Tolerance) -> list[set[int]]:
        """The layers of the true numbers that each wanted number is."""
        numbers, layer = self.sorted
        reach = np.maximum(np.abs(wanted) * tolerance.relative, self.largest * tolerance.absolute)
        low = np.searchsorted(numbers, wanted - reach, "left")
        high = np.searchsorted(numbers, wanted + reach, "right")
        return [set(layer[a:b].tolist()) for a, b in zip(low, high, strict=True)]
