"""From what a person named to a data set: every decision that is taken on the way is said in its notes."""

from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from clearprop.train.data.arrays import Arrays, Part, flatten, names_of
from clearprop.train.data.columns import FeatureColumn, choose_features, describe_columns, encode_features
from clearprop.train.data.dataset import Dataset
from clearprop.train.data.errors import DataError
from clearprop.train.data.missing import check_policy, rows_to_keep
from clearprop.train.data.schema import Features, Schema, Targets, keep_rows
from clearprop.train.data.sources import read_source
from clearprop.train.data.table import Table, places_of
from clearprop.train.data.targets import encode_target, find_classes, target_position


def load(source: str | Path, *, target: str | None = None, missing: str | None = None) -> Dataset:
    """A data set from a CSV, Parquet or .npz file, a folder with MNIST's IDX files, or the name of a set that ships.

    `target` is the last column unless named (or counted, in a file without names: '3', '-1'); `missing` is 'drop' or
    'mean'. A source that is not found is looked for in the folder CLEARPROP_DATA as well.

    Raises DataError for a source that is missing or unfit, ColumnError for an unknown target, OptionError for another
    value of `missing`, MissingExtra where a package is not installed.
    """
    check_policy(missing)
    name, content = read_source(source, target)
    if isinstance(content, Arrays):
        return load_arrays(name, content, missing)
    return load_table(name, content, target, missing)


def load_table(name: str, table: Table, target: str | None, missing: str | None) -> Dataset:
    """The data set in a table; kinds of columns are found in all rows, categories and classes in those kept."""
    position = target_position(table, target)
    kinds, left_out = choose_features(table, position)
    if not kinds:
        raise DataError(
            f"{table.source}: there are no feature columns beside the target {table.names[position]!r}"
            f"{''.join('; ' + note for note in left_out)}."
        )
    if table.columns[position].kind != "text":
        table.columns[position].numbers()
    find_classes(table.columns[position])
    used = [table.columns[each] for each in (*kinds, position)]
    gaps = np.column_stack([column.gaps for column in used])
    keep, gap_notes = rows_to_keep(gaps, tuple(column.name for column in used), table.places, missing, len(kinds))
    if not keep.all():
        table = table.take(keep)
    columns, category_notes = describe_columns(table, position, kinds)
    column = table.columns[position]
    classes, task_note = find_classes(column)
    schema = Schema(columns, column.name, position, classes, table.has_names, missing)
    others = [other for other in table.columns if other is not column]
    features = encode_features(columns, others)
    which = "the last column; --target names another" if target is None else "as named"
    target_note = f"the target is {column.name!r} ({which})"
    notes = (*table.notes, target_note, task_note, *left_out, *category_notes, *gap_notes)
    targets = encode_target(column, classes)
    return Dataset(
        name, features, targets, classes, schema.feature_names, column.name, None, notes, schema, np.flatnonzero(keep)
    )  # fmt: skip


def load_arrays(name: str, arrays: Arrays, missing: str | None) -> Dataset:
    """The data set in arrays; images become rows of pixels between 0 and 1."""
    if arrays.train.target is None:
        raise DataError(f"{arrays.source}: there are no targets; expected an array y (or y_train, targets, labels).")
    feature_names = names_of(arrays.shape)
    columns = tuple(FeatureColumn(feature, "number") for feature in feature_names)
    schema = Schema(columns, arrays.train.target.name, len(columns), None, False, missing, arrays.pixels)
    features, part, kept, gap_notes = clean_part(arrays.source, arrays.train, schema)
    assert part.target is not None
    classes, task_note = find_classes(part.target)
    schema = replace(schema, classes=classes)
    notes = (*arrays.notes, *image_notes(arrays), f"the target is {schema.target!r}", task_note, *gap_notes)
    targets = encode_target(part.target, classes)
    test: tuple[Features, Targets] | None = None
    test_kept: NDArray[np.int64] | None = None
    if arrays.test is not None:
        test_features, test_part, test_kept, test_notes = clean_part(arrays.source, arrays.test, schema)
        assert test_part.target is not None
        test = (test_features, encode_target(test_part.target, classes))
        notes += tuple(f"{note} (test part)" for note in test_notes)
    return Dataset(
        name, features, targets, classes, feature_names, schema.target, test, notes, schema, kept, test_kept
    )  # fmt: skip


def clean_part(
    source: str, part: Part, schema: Schema
) -> tuple[Features, Part, NDArray[np.int64], tuple[str, ...]]:  # fmt: skip
    """The features of a part, laid out flat, and the part itself, both without the rows that are dropped; the numbers of
    the rows that are kept; and notes.
    """
    places = places_of(source, len(part.features))
    features, keep, notes = keep_rows(
        flatten(part.features, schema.pixels), schema.feature_names, places, schema.missing, part.target
    )
    if part.target is not None and not keep.all():
        part = replace(part, target=part.target.take(keep, part.target.places.take(keep)))
    return features, part, np.flatnonzero(keep), notes


def image_notes(arrays: Arrays) -> tuple[str, ...]:
    """What became of images."""
    if len(arrays.shape) == 1:
        return ()
    shape = " by ".join(map(str, arrays.shape))
    scale = "; pixels are divided by 255" if arrays.pixels else ""
    return (f"images of {shape} are laid out as rows of {int(np.prod(arrays.shape))} pixels{scale}",)
