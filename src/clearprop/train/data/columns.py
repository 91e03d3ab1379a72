"""Feature columns: which are numbers, which become one column for each category, which are left out."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from clearprop.train.data.table import Column, Table
from clearprop.train.data.wording import counted, listed

MOST_CATEGORIES = 20
"""A text column with more different values than this is left out."""

ROW_COUNTERS = frozenset({"column 1", "unnamed: 0", "id", "index", "row", "rownames", "row_number"})
"""First columns that may only count the rows: what an exported index is called, or nothing."""


@dataclass(frozen=True)
class FeatureColumn:
    """How one column of a table becomes features: itself, one for each category, or none."""

    name: str
    kind: Literal["number", "category", "ignored"]
    categories: tuple[str, ...] = ()

    @property
    def feature_names(self) -> tuple[str, ...]:
        """('area',), or ('island=Biscoe', 'island=Dream'), or ()."""
        if self.kind == "number":
            return (self.name,)
        return tuple(f"{self.name}={category}" for category in self.categories)


def choose_features(table: Table, target: int) -> tuple[dict[int, Literal["number", "category"]], tuple[str, ...]]:
    """The positions of the columns that are used, each with its kind; and notes about those left out.

    Raises DataError for a column of numbers with texts among them, naming the first.
    """
    kinds: dict[int, Literal["number", "category"]] = {}
    notes = []
    others = [position for position in range(len(table.columns)) if position != target]
    for position in others:
        column = table.columns[position]
        if column.kind == "empty":
            notes.append(f"column {column.name!r} left out: it has no values")
        elif position == 0 and table.has_names and len(others) > 1 and counts_rows(column):
            notes.append(f"column {column.name!r} left out: it only counts the rows")
        elif column.kind != "text":
            column.numbers()
            kinds[position] = "number"
        elif len(column.counts) > MOST_CATEGORIES or len(column.counts) == table.rows:
            notes.append(
                f"column {column.name!r} left out: it has {counted(len(column.counts), 'different text')} in "
                f"{counted(table.rows, 'row')}, such as {next(iter(column.counts))!r}"
            )
        else:
            kinds[position] = "category"
    return kinds, tuple(notes)


def counts_rows(column: Column) -> bool:
    """True for an index: named so, or without a name, and 0, 1, 2, ... or 1, 2, 3, ... from top to bottom."""
    if column.name.casefold() not in ROW_COUNTERS or column.kind != "number":
        return False
    numbers, _ = column.parsed
    return bool(numbers[0] in (0, 1) and (np.diff(numbers) == 1).all())


def describe_columns(
    table: Table, target: int, kinds: dict[int, Literal["number", "category"]]
) -> tuple[tuple[FeatureColumn, ...], tuple[str, ...]]:
    """All columns but the target with their categories as they occur in these rows, and notes about those."""
    described, notes = [], []
    for position, column in enumerate(table.columns):
        if position == target:
            continue
        categories = tuple(sorted(column.counts)) if kinds.get(position) == "category" else ()
        described.append(FeatureColumn(column.name, kinds.get(position, "ignored"), categories))
        if categories:
            made = counted(len(categories), "column")
            notes.append(f"column {column.name!r} turned into {made}, one for each category: {listed(categories)}")
    return tuple(described), tuple(notes)


def encode_features(described: Sequence[FeatureColumn], columns: Sequence[Column]) -> NDArray[np.float64]:
    """f64[rows, features] with NaN where a value is missing; `columns` are those of a table, one for each described.

    Raises DataError for a text among numbers, an infinity, and a category that is not known.
    """
    rows = len(columns[0].places.rows)
    features = np.empty((rows, sum(len(column.feature_names) for column in described)))
    start = 0
    for description, column in zip(described, columns, strict=True):
        stop = start + len(description.feature_names)
        if description.kind == "number":
            features[:, start] = column.numbers()
        elif description.kind == "category":
            features[:, start:stop] = encode_categories(description.categories, column)
        start = stop
    return features


def encode_categories(categories: Sequence[str], column: Column) -> NDArray[np.float64]:
    """f64[rows, categories]: 1 at the row's category, 0 elsewhere, NaN in the whole row where it is missing."""
    index = {category: number for number, category in enumerate(categories)}
    encoded = np.zeros((len(column.texts), len(categories)))
    for row, text in enumerate(column.texts):
        if not text:
            encoded[row] = np.nan
        elif text in index:
            encoded[row, index[text]] = 1
        else:
            raise column.unfit(row, f"the category {text!r} is unknown; known are {listed(categories, 20)}")
    return encoded
