"""NumPy's .npz files: arrays of features and targets under the names that people give them. No pickle is opened."""

import io
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from clearprop.train.data.arrays import Arrays, Part, make_part
from clearprop.train.data.csv_text import ZIP, kind_of_binary, read_bytes
from clearprop.train.data.errors import ColumnError, DataError
from clearprop.train.data.wording import counted, did_you_mean, listed

FEATURES = ("x_train", "train_x", "train_images", "x", "features", "data", "images")
TARGETS = ("y_train", "train_y", "train_labels", "y", "targets", "target", "labels")
TEST_FEATURES = ("x_test", "test_x", "test_images")
TEST_TARGETS = ("y_test", "test_y", "test_labels")


def read_npz(path: Path, target: str | None = None) -> Arrays:
    """The arrays X and y (or x_train, y_train, x_test, y_test; features, targets; ...) of a file; case does not matter.

    `target` names another array to take as targets. Raises DataError for a broken file, a pickle or no features, and
    ColumnError for a target that is not there.
    """
    with open_npz(path) as stored:
        names = list(stored.files)
        features = find(names, FEATURES)
        if features is None:
            there = f"found the arrays {listed(names)}" if names else "there are no arrays in it"
            raise DataError(f"{path}: {there}; expected X and y, or x_train and y_train.")
        if target is not None and target not in names:
            raise ColumnError(
                f"{path.name} has no array {target!r}{did_you_mean(target, names)}; its arrays are {listed(names)}."
            )
        train = read_part(path, stored, features, target or find(names, TARGETS))
        note = f"{path.name}: features {features} {train.features.shape}"
        test_features, test_targets = find(names, TEST_FEATURES), find(names, TEST_TARGETS)
        if target is not None or test_features is None or test_targets is None:
            return Arrays(path.name, train, None, (note,))
        test = read_part(path, stored, test_features, test_targets)
    if test.features.shape[1:] != train.features.shape[1:]:
        raise DataError(
            f"{path}: a row of {features} has the shape {train.features.shape[1:]}, "
            f"one of {test_features} {test.features.shape[1:]}."
        )
    note += f"; scored on the {counted(len(test.features), 'row')} of {test_features}"
    return Arrays(path.name, train, test, (note,))


@contextmanager
def open_npz(path: Path) -> Iterator[Any]:
    """The opened file; whatever goes wrong while it is read becomes a DataError that says what the file is."""
    content = read_bytes(path)
    if not content.startswith(ZIP):
        raise DataError(f"{path}: not an .npz file: it is {kind_of_binary(content)}.")
    try:
        with np.load(io.BytesIO(content), allow_pickle=False) as stored:
            yield stored
    except (DataError, ColumnError):
        raise
    except (OSError, ValueError, EOFError, MemoryError, RuntimeError, zipfile.BadZipFile, zlib.error) as problem:
        raise DataError(f"{path}: cannot be read as .npz: the file is broken ({problem}).") from problem


def read_part(path: Path, stored: Any, features: str, targets: str | None) -> Part:
    """Features and targets by the names of their arrays."""
    values = read_array(path, stored, targets) if targets else None
    return make_part(path.name, read_array(path, stored, features), values, targets or "y")


def read_array(path: Path, stored: Any, name: str) -> NDArray[Any]:
    """One array. Raises DataError for an array of objects, which only a pickle could hold."""
    try:
        return np.asarray(stored[name])
    except ValueError as problem:
        if "allow_pickle" not in str(problem):
            raise
        raise DataError(
            f"{path}: the array {name!r} holds Python objects as a pickle, which is never opened; "
            "save it as numbers or texts."
        ) from problem


def find(names: list[str], wanted: tuple[str, ...]) -> str | None:
    """The first name of `wanted` that is there, as it is spelled there."""
    spelled = {name.casefold(): name for name in names}
    return next((spelled[name] for name in wanted if name in spelled), None)
