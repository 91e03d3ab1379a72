"""Sources that are arrays rather than tables: .npz files and MNIST's folder. Images become rows of pixels here."""

from dataclasses import dataclass
from itertools import product
from math import prod
from typing import Any

import numpy as np
from numpy.typing import NDArray

from clearprop.train.data.errors import DataError
from clearprop.train.data.table import Column, places_of
from clearprop.train.data.wording import counted


@dataclass(frozen=True, eq=False)
class Part:
    """Rows that belong together: features f[rows, ...] as stored, and the target's column if there is one."""

    features: NDArray[Any]
    target: Column | None


@dataclass(frozen=True, eq=False)
class Arrays:
    """The rows to train on, those kept for the test if the source has them, and what to say about it."""

    source: str
    train: Part
    test: Part | None
    notes: tuple[str, ...] = ()

    @property
    def shape(self) -> tuple[int, ...]:
        """The shape of one row: (784,) or, of an image, (28, 28)."""
        return self.train.features.shape[1:]

    @property
    def pixels(self) -> bool:
        """True for images of whole numbers from 0 to 255."""
        return len(self.shape) > 1 and self.train.features.dtype == np.uint8


def make_part(source: str, features: NDArray[Any], targets: NDArray[Any] | None, name: str) -> Part:
    """Features and targets as a Part. Raises DataError where they do not fit together or are no numbers."""
    if features.dtype.kind not in "buif":
        raise DataError(f"{source}: the features are {features.dtype}, expected numbers.")
    if features.ndim == 1:
        features = features[:, None]
    if features.ndim == 0 or not features.size:
        raise DataError(f"{source}: the features have the shape {features.shape}: there are no rows or no columns.")
    if targets is None:
        return Part(features, None)
    if targets.ndim == 0 or len(targets) != len(features):
        found = "one" if targets.ndim == 0 else f"{len(targets):,}"
        raise DataError(f"{source}: there are {counted(len(features), 'row')} of features but {found} of targets.")
    return Part(features, target_column(source, targets, name))


def target_column(source: str, targets: NDArray[Any], name: str) -> Column:
    """The column of f[rows], f[rows, 1] or one-hot f[rows, classes] targets, or of texts."""
    if targets.ndim > 1:
        targets = targets.reshape(len(targets), -1)
        if targets.shape[1] == 1:
            targets = targets[:, 0]
        elif targets.dtype.kind in "buif" and np.isin(targets, (0, 1)).all() and (targets.sum(axis=1) == 1).all():
            targets = targets.argmax(axis=1)
        else:
            raise DataError(f"{source}: the targets have {targets.shape[1]} columns; expected one, or one-hot rows.")
    places = places_of(source, len(targets))
    if targets.dtype.kind in "uif":
        return Column(name, targets.astype(np.float64), places)
    if targets.dtype.kind in "bU":
        return Column(name, tuple(map(str, targets.tolist())), places)
    raise DataError(f"{source}: the targets are {targets.dtype}, expected numbers or texts.")


def flatten(features: NDArray[Any], pixels: bool) -> NDArray[np.float64]:
    """f64[rows, columns]: each row laid out flat; pixels on the scale 0 to 255 are divided by 255."""
    flat = features.reshape(len(features), prod(features.shape[1:]))
    if pixels and flat.max(initial=0) > 1:
        return np.asarray(np.divide(flat, 255.0, dtype=np.float64))
    return flat.astype(np.float64)


def names_of(shape: tuple[int, ...]) -> tuple[str, ...]:
    """x1, x2, ... for plain rows; pixel_0_0, pixel_0_1, ... for images."""
    if len(shape) == 1:
        return tuple(f"x{position}" for position in range(1, shape[0] + 1))
    return tuple("pixel_" + "_".join(map(str, index)) for index in product(*map(range, shape)))
