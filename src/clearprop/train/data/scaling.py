"""Scaling: features and regression targets brought to a common size, learned from the training rows only."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from clearprop.train.data.errors import DataError, OptionError
from clearprop.train.data.wording import did_you_mean

KINDS = ("minmax", "standard", "none")

Vector = NDArray[np.float64]
Matrix = NDArray[np.float64]


@dataclass(eq=False)
class Scaler:
    """(x - offset) / scale for each column, after NaN is filled by `fill`, the column's mean in the training rows.

    'minmax': from 0 to 1 in the training rows; 'standard': mean 0, standard deviation 1; 'none': only filled. A column
    that is constant becomes 0 (with 'none' it stays).
    """

    kind: str = "standard"
    fill: Vector | None = None
    offset: Vector | None = None
    scale: Vector | None = None

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            near = did_you_mean(self.kind, KINDS)
            raise OptionError(f"scale {self.kind!r}{near}: expected one of {', '.join(KINDS)}.")

    def fit(self, features: Matrix) -> "Scaler":
        """Learns from f64[rows, columns], the training rows, and returns itself. Raises DataError for no rows."""
        if features.ndim != 2 or not len(features):
            raise DataError(f"expected rows of features to learn the scale from, found the shape {features.shape}.")
        self.fill = column_means(features)
        filled = fill_gaps(features, self.fill)
        low, high = filled.min(axis=0), filled.max(axis=0)
        constant = low == high
        if self.kind == "minmax":
            self.offset, scale = low, high - low
        elif self.kind == "standard":
            self.offset, scale = np.where(constant, low, filled.mean(axis=0)), filled.std(axis=0)
        else:
            self.offset, scale = np.zeros_like(low), np.ones_like(low)
        self.scale = np.where(constant, 1.0, scale)
        return self

    def transform(self, features: Matrix) -> Matrix:
        """f64[rows, columns] scaled, a new array without NaN. Raises DataError for another number of columns."""
        fill, offset, scale = self.learned()
        check_width(features, fill)
        scaled = fill_gaps(features, fill) - offset
        scaled /= scale
        return scaled

    def inverse(self, scaled: Matrix) -> Matrix:
        """f64[rows, columns] as they were before `transform`; what was filled stays filled."""
        fill, offset, scale = self.learned()
        check_width(scaled, fill)
        return scaled * scale + offset

    def learned(self) -> tuple[Vector, Vector, Vector]:
        """fill, offset and scale, f64[columns] each. Raises ValueError before `fit`."""
        if self.fill is None or self.offset is None or self.scale is None:
            raise ValueError("the scaler has not learned a scale yet: call fit with the training rows first")
        return self.fill, self.offset, self.scale

    def to_json(self) -> dict[str, Any]:
        """A dict of what JSON has."""
        fill, offset, scale = self.learned()
        return {"kind": self.kind, "fill": fill.tolist(), "offset": offset.tolist(), "scale": scale.tolist()}

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> "Scaler":
        """The scaler of which `to_json` gave `stored`."""
        fill, offset, scale = (np.array(stored[name], np.float64) for name in ("fill", "offset", "scale"))
        return cls(stored["kind"], fill, offset, scale)


@dataclass(eq=False)
class TargetScaler:
    """(y - mean) / deviation for the targets of regression; a constant target becomes 0."""

    mean: float = 0.0
    deviation: float = 1.0

    def fit(self, targets: Vector) -> "TargetScaler":
        """Learns from f64[rows], the training rows, and returns itself. Raises DataError for no rows."""
        if targets.ndim != 1 or not len(targets):
            raise DataError(f"expected targets f64[rows] to learn the scale from, found the shape {targets.shape}.")
        constant = bool((targets == targets[0]).all())
        self.mean = float(targets[0] if constant else targets.mean())
        self.deviation = 1.0 if constant else float(targets.std())
        return self

    def transform(self, targets: NDArray[np.float64]) -> NDArray[np.float64]:
        """Targets of any shape, scaled."""
        return (targets - self.mean) / self.deviation

    def inverse(self, scaled: NDArray[np.float64]) -> NDArray[np.float64]:
        """Predictions of any shape in the target's own unit."""
        return scaled * self.deviation + self.mean

    def to_json(self) -> dict[str, float]:
        """A dict of what JSON has."""
        return {"mean": self.mean, "deviation": self.deviation}

    @classmethod
    def from_json(cls, stored: Mapping[str, float]) -> "TargetScaler":
        """The scaler of which `to_json` gave `stored`."""
        return cls(stored["mean"], stored["deviation"])


def column_means(features: Matrix) -> Vector:
    """f64[columns]: the mean of what is not NaN; 0 where all is NaN."""
    gaps = np.isnan(features)
    if not gaps.any():
        return np.asarray(features.mean(axis=0))
    present = np.maximum((~gaps).sum(axis=0), 1)
    return np.asarray(np.where(gaps, 0.0, features).sum(axis=0) / present)


def fill_gaps(features: Matrix, fill: Vector) -> Matrix:
    """The features with NaN replaced by the column's value in `fill`; the same array where nothing is missing."""
    gaps = np.isnan(features)
    return np.where(gaps, fill, features) if gaps.any() else features


def check_width(features: Matrix, fill: Vector) -> None:
    """Raises DataError where there are not as many columns as in the training rows."""
    if features.ndim != 2 or features.shape[1] != len(fill):
        found = list(features.shape)
        raise DataError(f"expected features of the shape [rows, {len(fill)}], as in training; found {found}.")
