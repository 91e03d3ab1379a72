"""Data sets that need no file: scikit-learn's (the extra `sklearn`) and two that are made here."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from clearprop.train.data.extras import import_extra
from clearprop.train.data.table import Column, Table, places_of
from clearprop.train.data.wording import counted

FROM_SKLEARN = ("iris", "wine", "digits", "breast_cancer", "diabetes")
MADE = ("xor", "moons")
SHIPPED = FROM_SKLEARN + MADE


def shipped_name(source: str) -> str | None:
    """The name of the set that `source` means ('breast-cancer' too), or None."""
    name = source.casefold().replace("-", "_")
    return name if name in SHIPPED else None


def read_shipped(name: str) -> Table:
    """The table of a set that ships. Raises MissingExtra without scikit-learn."""
    if name == "xor":
        return make_table(
            name, np.array([[0.0, 0], [0, 1], [1, 0], [1, 1]]), ("x1", "x2"), np.array([0.0, 1, 1, 0]), "y"
        )
    if name == "moons":
        return make_table(name, *make_moons(), "y")
    return read_sklearn(name)


def read_sklearn(name: str) -> Table:
    """One of scikit-learn's sets; classes by the names that it gives them."""
    datasets = import_extra("sklearn.datasets", "sklearn", f"the data set {name}")
    bunch = getattr(datasets, f"load_{name}")()
    targets: NDArray[np.float64] | tuple[str, ...] = np.asarray(bunch.target, np.float64)
    if "target_names" in bunch:
        targets = tuple(str(bunch.target_names[number]) for number in bunch.target)
    return make_table(name, np.asarray(bunch.data, np.float64), list(map(str, bunch.feature_names)), targets, "target")


def make_moons() -> tuple[NDArray[np.float64], list[str], NDArray[np.float64]]:
    """Two half circles that reach into each other, 200 rows with a little noise: x [200, 2], names, y [200]."""
    angle = np.linspace(0, np.pi, 100)
    upper = np.column_stack([np.cos(angle), np.sin(angle)])
    lower = np.column_stack([1 - np.cos(angle), 0.5 - np.sin(angle)])
    noise = 0.1 * np.random.default_rng(0).standard_normal((200, 2))
    return np.concatenate([upper, lower]) + noise, ["x1", "x2"], np.repeat([0.0, 1.0], 100)


def make_table(
    name: str,
    features: NDArray[np.float64],
    names: Sequence[str],
    targets: NDArray[np.float64] | tuple[str, ...],
    target_name: str,
) -> Table:
    """A table of features f64[rows, columns] with the target as its last column."""
    places = places_of(name, len(features))
    columns = [Column(column, features[:, position].copy(), places) for position, column in enumerate(names)]
    note = f"{name}: {counted(len(features), 'row')}, {counted(len(columns) + 1, 'column')}; it ships"
    return Table((*columns, Column(target_name, targets, places)), places, True, (note,))
