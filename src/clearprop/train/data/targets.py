"""The target: which column it is, whether it means classes or numbers, and its values as numbers."""

import re
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from clearprop.train.data.cells import number_text
from clearprop.train.data.errors import ColumnError, DataError
from clearprop.train.data.table import Column, Table
from clearprop.train.data.wording import counted, did_you_mean, listed

MOST_CLASSES = 20
"""Whole numbers with more different values than this are measured rather than classes."""

ROWS_PER_CLASS = 5
"""Classes come again: with fewer rows for each value than this on average, whole numbers are measured."""


def target_position(table: Table, target: str | None) -> int:
    """Where the target stands among the columns: named, or counted from 1 or from the end (-1) in a file without names.

    Without `target`: the last column. Raises ColumnError for a column that is not there.
    """
    names = table.names
    if target is None:
        return len(names) - 1
    if target in names:
        return names.index(target)
    if not table.has_names and re.fullmatch(r"[+-]?\d+", target):
        position = int(target)
        if f"column {position}" in names:
            return names.index(f"column {position}")
        if -len(names) <= position < 0:
            return len(names) + position
    count = "" if table.has_names else f"; columns count from 1 to {len(names)}, or from the end with -1"
    raise ColumnError(
        f"{table.source} has no column {target!r}{did_you_mean(target, names)}; its columns are "
        f"{listed(names, 20)}{count}."
    )


def find_classes(column: Column) -> tuple[tuple[str, ...] | None, str]:
    """The classes in a stable order, or None for regression; and the note that says why.

    Texts are classes. Whole numbers are classes where there are at most 20 different ones and they come again: five
    rows for each on average, or there are only two, or they number the classes 0, 1, 2, ... or 1, 2, 3, ... with two
    rows for each at least. Raises DataError for one class only, and for texts that are nearly all different.
    """
    source, name = column.places.source, column.name
    if column.kind == "empty":
        raise DataError(f"{source}: the target column {name!r} has no values; name another with --target.")
    if column.kind == "text":
        classes = tuple(sorted(column.counts))
        if len(classes) > MOST_CLASSES and len(classes) * ROWS_PER_CLASS > len(column.texts):
            raise DataError(
                f"{source}: the target column {name!r} has {len(classes):,} different texts in "
                f"{counted(len(column.texts), 'row')}, such as {next(iter(column.counts))!r}: these are neither "
                "classes nor numbers; name another column with --target."
            )
        reason = "the target is text"
    else:
        values, counts = np.unique(column.numbers()[~column.gaps], return_counts=True)
        if len(values) == 1 and not whole(values):
            raise DataError(
                f"{source}: the target column {name!r} is {number_text(values[0])} in every row: "
                "there is nothing to learn; name another column with --target."
            )
        if not are_classes(values, counts):
            kind = "different whole number" if whole(values) else "different number"
            rest = "" if whole(values) else ", not all of them whole"
            return None, f"regression, because the target has {counted(len(values), kind)}{rest}"
        classes = tuple(map(number_text, values))
        rows = counted(int(counts.sum()), "row")
        reason = f"the target has only {counted(len(classes), 'different whole number')} in {rows}"
    if len(classes) == 1:
        raise DataError(
            f"{source}: the target column {name!r} has one class only ({classes[0]!r}): there is nothing "
            "to tell apart; name another column with --target."
        )
    return classes, f"classification with {len(classes)} classes ({listed(classes, 10)}), because {reason}"


def whole(values: NDArray[np.float64]) -> bool:
    """True where all are whole numbers."""
    return bool((values == np.round(values)).all())


def are_classes(values: NDArray[np.float64], counts: NDArray[np.int64]) -> bool:
    """Whether different values, sorted, that occur so often each are classes; the rule stands in `find_classes`."""
    if not whole(values) or len(values) > MOST_CLASSES:
        return False
    numbered = values[0] in (0, 1) and bool((np.diff(values) == 1).all()) and int(counts.min()) >= 2
    return len(values) <= 2 or numbered or int(counts.sum()) >= ROWS_PER_CLASS * len(values)


def encode_target(column: Column, classes: Sequence[str] | None) -> NDArray[np.float64] | NDArray[np.int64]:
    """f64[rows] for regression, i64[rows] of class numbers else. Raises DataError for a class that is not known."""
    if classes is None:
        return column.numbers()
    index = {name: number for number, name in enumerate(classes)}
    numbers, _ = column.parsed
    labels = np.empty(len(column.texts), np.int64)
    for row, text in enumerate(column.texts):
        label = index.get(text)
        if label is None and np.isfinite(numbers[row]):
            label = index.get(number_text(numbers[row]))
        if label is None:
            raise column.unfit(row, f"the class {text!r} is unknown; the classes are {listed(classes, 20)}")
        labels[row] = label
    return labels
