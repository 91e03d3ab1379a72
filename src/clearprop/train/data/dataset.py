"""A data set that is ready to train on."""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from clearprop.train.data.schema import Features, Schema, Targets


@dataclass(frozen=True, eq=False)
class Dataset:
    """features f64[rows, columns] (NaN only with missing='mean'), targets f64[rows], or i64[rows] of class numbers.

    `classes` holds the text of each class, or None for regression; `test` is (features, targets) where the source keeps
    rows to be scored on; `notes` say what was found out and done; `schema` reads new data in the same way. `kept` and
    `test_kept` are the numbers of the rows in the source, from 0.
    """

    name: str
    features: Features
    targets: Targets
    classes: tuple[str, ...] | None
    feature_names: tuple[str, ...]
    target_name: str
    test: tuple[Features, Targets] | None
    notes: tuple[str, ...]
    schema: Schema
    kept: NDArray[np.int64]
    test_kept: NDArray[np.int64] | None = None

    def __repr__(self) -> str:
        return f"Dataset({self.name!r}: {self.rows} rows, {len(self.feature_names)} features, {self.task})"

    @property
    def task(self) -> Literal["classification", "regression"]:
        """Whether targets are class numbers or measured numbers."""
        return "regression" if self.classes is None else "classification"

    @property
    def rows(self) -> int:
        """How many rows there are to train on."""
        return len(self.features)
