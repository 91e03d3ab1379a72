"""One cell of a text file: a number, a text, or nothing."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

MISSING = frozenset({"", "na", "n/a", "#n/a", "nan", "?", "null"})
"""What people write where a value is missing; compared without case and blanks around it."""


def is_missing(cell: str) -> bool:
    """True for an empty cell, NA, NaN, ?, null and the like."""
    return cell.strip().casefold() in MISSING


def to_number(cell: str) -> float | None:
    """The number that the cell holds, or None. `1_000` is no number here, though Python reads it as one."""
    try:
        return None if "_" in cell else float(cell)
    except ValueError:
        return None


def parse_numbers(cells: Sequence[str]) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    """f64[rows] with NaN where a value is missing or no number, and i64[texts]: the positions of what is no number."""
    try:
        numbers = np.fromiter(map(float, cells), np.float64, len(cells))
        if "_" not in "".join(cells):
            return numbers, np.empty(0, np.int64)
    except ValueError:
        pass
    return parse_numbers_one_by_one(cells)


def parse_numbers_one_by_one(cells: Sequence[str]) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    """As `parse_numbers`, for columns with anything in them beside numbers."""
    numbers = np.full(len(cells), np.nan)
    texts = []
    for position, cell in enumerate(cells):
        if not is_missing(cell):
            number = to_number(cell)
            if number is None:
                texts.append(position)
            else:
                numbers[position] = number
    return numbers, np.array(texts, np.int64)


def number_text(number: float) -> str:
    """'3' for 3.0 and '3.5' for 3.5: how a number is written where a text is wanted."""
    return str(int(number)) if number == int(number) else repr(float(number))
