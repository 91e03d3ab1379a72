"""A table as it was read: columns of numbers or texts that know the rows they came from. Nothing is decided here."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from clearprop.train.data.cells import is_missing, number_text, parse_numbers
from clearprop.train.data.errors import DataError

Kind = Literal["number", "text", "mixed", "empty"]


@dataclass(frozen=True, eq=False)
class Places:
    """Where rows came from: `source` is the name of the file, `rows` and `lines` are i64[rows], counted from 1."""

    source: str
    rows: NDArray[np.int64]
    lines: NDArray[np.int64] | None = None

    def where(self, row: int, column: str) -> str:
        """'row 7 (line 8), column 'area'': the place of a value as a person finds it."""
        line = "" if self.lines is None else f" (line {self.lines[row]})"
        return f"row {self.rows[row]}{line}, column {column!r}"

    def take(self, keep: NDArray[np.bool_]) -> "Places":
        """The places of the rows that are kept."""
        return replace(self, rows=self.rows[keep], lines=None if self.lines is None else self.lines[keep])


def places_of(source: str, rows: int) -> Places:
    """The places of `rows` rows that have no lines (arrays, Parquet)."""
    return Places(source, np.arange(1, rows + 1))


@dataclass(frozen=True, eq=False)
class Column:
    """A name and its cells: f64[rows] with NaN where a value is missing, or texts as they stand in the file."""

    name: str
    cells: tuple[str, ...] | NDArray[np.float64]
    places: Places

    @cached_property
    def parsed(self) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
        """f64[rows], NaN where there is no number, and the positions of the texts."""
        if isinstance(self.cells, np.ndarray):
            return self.cells, np.empty(0, np.int64)
        return parse_numbers(self.cells)

    @cached_property
    def kind(self) -> Kind:
        """What the values are. 'mixed': more numbers than texts, but texts among them; an error wherever used."""
        numbers, texts = self.parsed
        present = int(np.count_nonzero(~np.isnan(numbers)))
        if not present and not texts.size:
            return "empty"
        if not texts.size:
            return "number"
        return "mixed" if present > texts.size else "text"

    @cached_property
    def texts(self) -> tuple[str, ...]:
        """Every value as a text without blanks around it, '' where it is missing."""
        if isinstance(self.cells, np.ndarray):
            return tuple("" if np.isnan(number) else number_text(number) for number in self.cells)
        return tuple("" if is_missing(cell) else cell.strip() for cell in self.cells)

    @cached_property
    def counts(self) -> Counter[str]:
        """How often each text occurs; missing values are not counted."""
        counts = Counter(self.texts)
        del counts[""]
        return counts

    @cached_property
    def gaps(self) -> NDArray[np.bool_]:
        """bool[rows]: where a value is missing."""
        numbers, texts = self.parsed
        gaps = np.isnan(numbers)
        gaps[texts] = False
        return gaps

    def numbers(self) -> NDArray[np.float64]:
        """f64[rows], NaN where a value is missing. Raises DataError for a text or an infinity, naming the place."""
        numbers, texts = self.parsed
        if texts.size:
            raise self.unfit(
                int(texts[0]),
                f"expected a number, found {self.texts[texts[0]]!r}; correct it, or "
                "empty it and train with --missing drop or --missing mean",
            )
        infinite = np.flatnonzero(np.isinf(numbers))
        if infinite.size:
            raise self.unfit(
                int(infinite[0]),
                "found infinity, expected a finite number; correct it, or empty it "
                "and train with --missing drop or --missing mean",
            )
        return numbers

    def unfit(self, row: int, problem: str) -> DataError:
        """The error for a value of this column: source, place, problem."""
        return DataError(f"{self.places.source}: {self.places.where(row, self.name)}: {problem}.")

    def take(self, keep: NDArray[np.bool_], places: Places) -> "Column":
        """The column of the rows that are kept."""
        if isinstance(self.cells, np.ndarray):
            return Column(self.name, self.cells[keep], places)
        return Column(self.name, tuple(self.cells[row] for row in np.flatnonzero(keep)), places)


@dataclass(frozen=True, eq=False)
class Table:
    """Columns of one length. `has_names` is False where names had to be made up ('column 3')."""

    columns: tuple[Column, ...]
    places: Places
    has_names: bool
    notes: tuple[str, ...] = ()

    @property
    def source(self) -> str:
        """What messages call the table: the name of its file."""
        return self.places.source

    @property
    def names(self) -> tuple[str, ...]:
        """The names of all columns, the target's too."""
        return tuple(column.name for column in self.columns)

    @property
    def rows(self) -> int:
        """How many rows there are."""
        return len(self.places.rows)

    def take(self, keep: NDArray[np.bool_]) -> "Table":
        """The table of the rows that are kept."""
        places = self.places.take(keep)
        return replace(self, columns=tuple(column.take(keep, places) for column in self.columns), places=places)


def check_names(source: str, names: Sequence[str]) -> None:
    """Raises DataError where a name stands above two columns."""
    for name, times in Counter(names).items():
        if times > 1:
            first, second = [position for position, other in enumerate(names, 1) if other == name][:2]
            raise DataError(f"{source}: columns {first} and {second} are both named {name!r}; rename one of them.")
