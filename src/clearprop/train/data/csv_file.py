"""CSV files as tables: names, decimal commas, columns with nothing in them."""

import re
from pathlib import Path

import numpy as np

from clearprop.train.data.cells import is_missing
from clearprop.train.data.csv_text import decode, find_delimiter, read_records
from clearprop.train.data.errors import DataError
from clearprop.train.data.header import first_row_is_names
from clearprop.train.data.table import Column, Places, Table, check_names
from clearprop.train.data.wording import counted, listed

DECIMAL_COMMA = re.compile(r"\s*[+-]?\d*,\d+([eE][+-]?\d+)?\s*")
WHOLE = re.compile(r"\s*[+-]?\d+\s*")


def read_csv(path: Path) -> Table:
    """The table in a CSV file: UTF-8, delimiter , ; or tab, a first row of names recognised, quoted texts.

    Raises DataError for a file that is no CSV, empty, only a header, or ragged, and for a name that comes twice.
    """
    text, notes = decode(path)
    delimiter = find_delimiter(text)
    records, lines, empty = read_records(path, text, delimiter or ",")
    if delimiter is None:
        raise DataError(
            f"{path}: there is only one column, so no feature columns: no comma, semicolon or tab stands "
            "between values. Is it a CSV file?"
        )
    if not records:
        raise DataError(f"{path}: there is nothing between the delimiters: all cells are empty.")
    columns: list[tuple[str, ...]] = list(zip(*records, strict=True))
    if delimiter == ";":
        columns, commas = with_decimal_points(columns)
        notes += commas
    has_names = first_row_is_names(columns)
    names = column_names(path, columns, has_names)
    skipped = int(has_names)
    if len(records) == skipped:
        raise DataError(f"{path}: there is only a header ({listed(names)}) and no rows below it.")
    places = Places(path.name, np.arange(1, len(records) + 1 - skipped), np.array(lines[skipped:]))
    table = [Column(name, column[skipped:], places) for name, column in zip(names, columns, strict=True)]
    blank = [
        column.name for column, cells in zip(table, columns, strict=True) if all(map(is_missing, cells))
    ]  # no name
    if blank:
        notes += (f"left out, since there is nothing in it: {listed(blank)}",)
    if len(blank) == len(table):
        raise DataError(f"{path}: no value is there: all are missing.")
    if empty:
        notes += (f"{counted(empty, 'row')} left out, since all cells are empty",)
    first = "the first row holds the names" if has_names else "no names in the first row"
    notes = (f"{path.name}: {counted(len(places.rows), 'row')}, {counted(len(table), 'column')}; {first}", *notes)
    return Table(tuple(column for column in table if column.name not in blank), places, has_names, notes)


def column_names(path: Path, columns: list[tuple[str, ...]], has_names: bool) -> list[str]:
    """The names in the first row; 'column 3' where there is none. Raises DataError for a name that comes twice."""
    made_up = [f"column {position}" for position in range(1, len(columns) + 1)]
    if not has_names:
        return made_up
    names = [column[0].strip() or name for column, name in zip(columns, made_up, strict=True)]
    check_names(path.name, names)
    return names


def with_decimal_points(columns: list[tuple[str, ...]]) -> tuple[list[tuple[str, ...]], tuple[str, ...]]:
    """'3,25' becomes '3.25' in columns that have only such numbers, and a note says so. For files with semicolons."""
    changed = list(columns)
    for position, column in enumerate(columns):
        present = [cell for cell in column[1:] if not is_missing(cell)]
        if any(map(DECIMAL_COMMA.fullmatch, present)) and all(map(is_number_with_comma, present)):
            changed[position] = tuple(
                cell.replace(",", ".") if DECIMAL_COMMA.fullmatch(cell) else cell for cell in column
            )
    return changed, ("decimal commas are read as decimal points",) if changed != columns else ()


def is_number_with_comma(cell: str) -> bool:
    """True for 3,25 and for 3."""
    return bool(DECIMAL_COMMA.fullmatch(cell) or WHOLE.fullmatch(cell))
