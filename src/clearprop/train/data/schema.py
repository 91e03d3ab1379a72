"""What a model must remember of its data to read new data in the same way."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from clearprop.train.data.arrays import Arrays, flatten
from clearprop.train.data.columns import FeatureColumn, encode_features
from clearprop.train.data.errors import DataError
from clearprop.train.data.missing import ADVICE, ADVICE_FOR_NEW_DATA, rows_to_keep
from clearprop.train.data.sources import read_source
from clearprop.train.data.table import Column, Places, Table, places_of
from clearprop.train.data.targets import encode_target
from clearprop.train.data.wording import counted, did_you_mean, listed

Features = NDArray[np.float64]
Targets = NDArray[np.float64] | NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class NewData:
    """Rows read by a schema: f64[rows, features], targets [rows] or None, i64[rows]: their numbers there, from 0."""

    features: Features
    targets: Targets | None
    rows: NDArray[np.int64]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Schema:
    """The columns in order (without the target), the target, its classes, and how to treat what is special.

    `target_position` is where the target stood among all columns, from 0; `missing` is None, 'drop' or 'mean'; `pixels`
    says that features on the scale 0 to 255 are divided by 255.
    """

    columns: tuple[FeatureColumn, ...]
    target: str
    target_position: int
    classes: tuple[str, ...] | None
    has_names: bool = True
    missing: str | None = None
    pixels: bool = False

    @property
    def feature_names(self) -> tuple[str, ...]:
        """The names of the features, one for each column of the array."""
        return tuple(name for column in self.columns for name in column.feature_names)

    def to_json(self) -> dict[str, Any]:
        """A dict of what JSON has."""
        return asdict(self)

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> "Schema":
        """The schema of which `to_json` gave `stored`."""
        columns = [FeatureColumn(each["name"], each["kind"], tuple(each["categories"])) for each in stored["columns"]]
        classes = None if stored["classes"] is None else tuple(stored["classes"])
        return cls(**{**stored, "columns": tuple(columns), "classes": classes})

    def apply(self, source: str | Path) -> tuple[Features, Targets | None]:
        """f64[rows, features] and targets [rows], or None where the source has none: `read` without its notes."""
        new = self.read(source)
        return new.features, new.targets

    def read(self, source: str | Path) -> NewData:
        """The rows of a source, read as the training data was. The target may be absent; of sources that have a part to
        test on (t10k, x_test), that part is read.

        Raises DataError where columns are missing or values unfit. With missing='drop' rows are left out: see `rows`.
        """
        _, content = read_source(source)
        return self.read_arrays(content) if isinstance(content, Arrays) else self.read_table(content)

    def read_table(self, table: Table) -> NewData:
        """The rows of a table; columns by name where both have names, else by position."""
        positions, target = self.find_columns(table)
        columns = [table.columns[position] for position in positions if position is not None]
        described = [self.columns[index] for index, position in enumerate(positions) if position is not None]
        used = [column for description, column in zip(described, columns, strict=True) if description.kind != "ignored"]
        for description, column in zip(described, columns, strict=True):
            if description.kind == "number":
                column.numbers()
        gaps = np.column_stack([column.gaps for column in used])
        names = tuple(column.name for column in used)
        keep, notes = rows_to_keep(gaps, names, table.places, self.missing, None, ADVICE_FOR_NEW_DATA)
        if not keep.all():
            places = table.places.take(keep)
            columns = [column.take(keep, places) for column in columns]
            target = target and target.take(keep, places)
        features = encode_features(described, columns)
        if self.pixels:
            features = flatten(features, self.pixels)
        targets, more = self.targets_of(target)
        return NewData(features, targets, np.flatnonzero(keep), notes + more)

    def read_arrays(self, arrays: Arrays) -> NewData:
        """The rows of arrays: those to test on where there are some."""
        part = arrays.test or arrays.train
        features = flatten(part.features, self.pixels)
        if features.shape[1] != len(self.feature_names):
            raise DataError(
                f"{arrays.source}: expected {counted(len(self.feature_names), 'feature')}, as the model "
                f"was trained with, found {features.shape[1]:,}."
            )
        places = places_of(arrays.source, len(features))
        features, keep, notes = keep_rows(features, self.feature_names, places, self.missing, None, ADVICE_FOR_NEW_DATA)
        target = part.target
        if target is not None and not keep.all():
            target = target.take(keep, target.places.take(keep))
        targets, more = self.targets_of(target)
        if arrays.test is not None:
            notes = (f"{counted(len(keep), 'row')}: the part of {arrays.source} to test on", *notes)
        return NewData(features, targets, np.flatnonzero(keep), notes + more)

    def find_columns(self, table: Table) -> tuple[list[int | None], Column | None]:
        """Where each column of the schema stands in a table (None: left out anyway), and the target if it is there."""
        if self.has_names and table.has_names:
            names = table.names
            lacking = [each.name for each in self.columns if each.name not in names and each.kind != "ignored"]
            if lacking:
                near = did_you_mean(lacking[0], names)
                raise DataError(
                    f"{table.source}: {counted(len(lacking), 'column')} that the model was trained with "
                    f"{'is' if len(lacking) == 1 else 'are'} not there: {listed(lacking)}{near}."
                )
            positions = [names.index(each.name) if each.name in names else None for each in self.columns]
            return positions, table.columns[names.index(self.target)] if self.target in names else None
        width = len(self.columns)
        if len(table.columns) == width:
            return list(range(width)), None
        if len(table.columns) != width + 1:
            raise DataError(
                f"{table.source}: expected {counted(width, 'column')}, or {width + 1} with the target, as "
                f"the model was trained with; found {len(table.columns)}."
            )
        others = [position for position in range(width + 1) if position != self.target_position]
        return [*others], table.columns[self.target_position]

    def targets_of(self, column: Column | None) -> tuple[Targets | None, tuple[str, ...]]:
        """The targets, or None where there is no such column or a value of it is missing (then a note says so)."""
        if column is None:
            return None, ()
        absent = int(column.gaps.sum())
        if absent:
            return None, (f"not scored: the target {column.name!r} is missing in {counted(absent, 'row')}",)
        return encode_target(column, self.classes), ()


def keep_rows(
    features: Features,
    names: tuple[str, ...],
    places: Places,
    missing: str | None,
    target: Column | None = None,
    advice: str = ADVICE,
) -> tuple[Features, NDArray[np.bool_], tuple[str, ...]]:
    """The features of the rows that are kept, bool[rows] which those are, and notes; a target's gaps count too.

    Raises DataError for an infinity and for missing values, as `rows_to_keep` does.
    """
    infinite = np.isinf(features)
    if infinite.any():
        row, column = (int(position[0]) for position in np.nonzero(infinite))
        place = places.where(row, names[column])
        raise DataError(f"{places.source}: {place}: found infinity, expected a finite number.")
    gaps = np.isnan(features)
    if target is not None:
        gaps = np.column_stack([gaps, target.gaps])
        names = (*names, target.name)
    keep, notes = rows_to_keep(gaps, names, places, missing, None if target is None else len(names) - 1, advice)
    return features if keep.all() else features[keep], keep, notes
