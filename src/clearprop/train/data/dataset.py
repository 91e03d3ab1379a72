"""A data set that is ready to train on."""

from dataclasses import dataclass
from typing import Literal

from clearprop.train.data.schema import Features, Schema, Targets


@dataclass(frozen=True, eq=False)
class Dataset:
    """features f64[rows, columns] (NaN only with missing='mean'), targets f64[rows], or i64[rows] of class numbers.

    `classes` holds the text of each class, or None for regression; `test` is (features, targets) where the source keeps
    rows to be scored on; `notes` say what was found out and done; `schema` reads new data in the same way.
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

    @property
    def task(self) -> Literal["classification", "regression"]:
        """Whether targets are class numbers or measured numbers."""
        return "regression" if self.classes is None else "classification"

    @property
    def rows(self) -> int:
        """How many rows there are to train on."""
        return len(self.features)
