"""Rows that are images: found by the names of their features, pixel_0_0, pixel_0_1, ..."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

PIXEL = re.compile(r"pixel_(\d+)_(\d+)")


@dataclass(frozen=True, eq=False)
class Images:
    """features: f[rows, high * wide]; ``lightest`` is white."""

    features: np.ndarray
    shape: tuple[int, int]
    lightest: float

    def shades(self, row: int) -> np.ndarray:
        """f[high, wide] from 0 to 1"""
        shades: np.ndarray = self.features[row].reshape(self.shape) / self.lightest
        return shades


def images_of(names: Sequence[str], features: np.ndarray) -> Images | None:
    """The images; None where the features are no pixels, row after row."""
    found = [PIXEL.fullmatch(name) for name in names]
    if not all(found):
        return None
    places = [(int(match[1]), int(match[2])) for match in found if match]
    shape = (places[-1][0] + 1, places[-1][1] + 1)
    if places != [(row, column) for row in range(shape[0]) for column in range(shape[1])]:
        return None
    return Images(features, shape, float(np.nanmax(features)) or 1.0)
