"""Parquet files as tables, by pyarrow (the extra `parquet`)."""

from pathlib import Path
from typing import Any

import numpy as np

from clearprop.train.data.csv_text import read_bytes
from clearprop.train.data.errors import DataError
from clearprop.train.data.extras import import_extra
from clearprop.train.data.table import Column, Places, Table, check_names, places_of
from clearprop.train.data.wording import counted

INDEX = "__index_level_"
"""How pandas names an index that it stores as a column."""


def read_parquet(path: Path) -> Table:
    """The table in a Parquet file. Raises MissingExtra without pyarrow, and DataError for a broken or empty file."""
    pyarrow = import_extra("pyarrow", "parquet", "reading Parquet")
    parquet = import_extra("pyarrow.parquet", "parquet", "reading Parquet")
    content = read_bytes(path)
    try:
        stored = parquet.ParquetFile(pyarrow.BufferReader(content)).read()
    except (pyarrow.ArrowException, OSError, ValueError) as problem:
        raise DataError(f"{path}: cannot be read as Parquet: {str(problem).splitlines()[0]}") from problem
    names = [str(name) for name in stored.column_names]
    check_names(path.name, names)
    if not stored.num_rows or not names:
        raise DataError(f"{path}: the table has {counted(stored.num_rows, 'row')} and {counted(len(names), 'column')}.")
    places = places_of(path.name, stored.num_rows)
    columns = tuple(
        read_column(name, stored.column(position), places, pyarrow)
        for position, name in enumerate(names)
        if not name.startswith(INDEX)
    )
    note = f"{path.name}: {counted(stored.num_rows, 'row')}, {counted(len(columns), 'column')}"
    return Table(columns, places, True, (note,))


def read_column(name: str, stored: Any, places: Places, pyarrow: Any) -> Column:
    """Integers and floats as numbers; everything else (decimals, texts, categories, booleans, dates) as texts."""
    types = pyarrow.types
    if types.is_integer(stored.type) or types.is_floating(stored.type):
        return Column(name, np.asarray(stored.cast(pyarrow.float64(), safe=False).to_numpy(), np.float64), places)
    return Column(name, tuple("" if value is None else str(value) for value in stored.to_pylist()), places)
