"""Whether a value is one of many, up to a usual constant: numbers by search, arrays by what they are after scaling."""

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np

CLOSE = 1e-9
DIGITS = 7
MOST = 256
"""Entries of an array that are compared, from the first to the last of it."""


class Numbers:
    """A set of values; ``scales`` are the constants up to which a single number counts as one of them."""

    def __init__(self, values: Iterable[Any], scales: Sequence[float]) -> None:
        single: list[float] = []
        self.arrays: dict[Any, list[float]] = {}  # with the sizes in which each is met
        for value in values:
            array = np.asarray(value, float)
            if array.size == 1:
                single.append(float(array.ravel()[0]))
            elif array.size:
                for key in keys(array):
                    self.arrays.setdefault(key, []).append(float(np.max(np.abs(array))))
        found = np.array([v for v in single if v != 0 and np.isfinite(v)])
        self.usual = sorted({s for scale in (1.0, 2.0, 0.5, *scales) for s in (scale, -scale)})
        self.single = np.sort(np.concatenate([found * s for s in self.usual])) if found.size else found

    def has(self, value: Any) -> bool:
        array = np.asarray(value)
        if array.dtype.kind not in "fi" or array.size == 0:
            return False
        if array.size > 1:
            return any(key in self.arrays for key in keys(array))
        number = float(array.ravel()[0])
        if number == 0 or not np.isfinite(number) or not self.single.size:
            return False
        at = int(np.searchsorted(self.single, number))
        near = self.single[max(0, at - 1) : at + 1]
        return bool(np.any(np.abs(near - number) <= CLOSE * abs(number)))

    def has_size(self, value: Any) -> bool:
        """Whether it is one of them up to a usual constant, an array too: for one row a lost factor may be a number."""
        array = np.asarray(value)
        if array.size <= 1 or array.dtype.kind not in "fi":
            return self.has(value)
        largest = float(np.max(np.abs(array)))
        sizes = (abs(s) * size for key in keys(array) for size in self.arrays.get(key, ()) for s in self.usual)
        return any(abs(largest - size) <= CLOSE * size for size in sizes)


def keys(array: np.ndarray) -> list[Any]:
    """What an array is up to scale, and up to a transpose."""
    array = np.asarray(array, float)
    found = []
    for one in (array, array.T) if array.ndim == 2 and 1 not in array.shape else (array,):
        flat = one.ravel()
        largest = float(np.max(np.abs(flat)))
        if largest == 0 or not np.isfinite(largest):
            continue
        pivot = flat[int(np.argmax(np.abs(flat) > 0.999999 * largest))]
        some = flat[:: -(-flat.size // MOST)]
        found.append((flat.size, tuple(np.round(some / pivot, DIGITS) + 0.0)))
    return found
