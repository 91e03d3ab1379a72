"""The table of a derivation's numbers as data: each quantity with its symbol, its numbers, and its gradient beside it."""

from collections.abc import Container, Iterator
from itertools import groupby

import numpy as np

from clearprop.render.maths import unicode
from clearprop.render.names import is_temporary
from clearprop.render.numbers.quantities import Adjoint, Numbers, Row
from clearprop.render.page.derivation_data import Excerpt, Gradient, Quantity, Rows, Statistics, Whole
from clearprop.render.page.maths import math
from clearprop.render.page.shell import ends

SHOWN = 80  # rows of a part
OPENED = 12  # rows and columns of an array that a page can show
WHOLE = 64  # numbers of one of which nothing more is said
DIGITS = 7  # of numbers that are only shown


def quantities(numbers: Numbers, shown: Container[str], alive: bool) -> Iterator[Quantity]:
    """The rows of the table, and those that the other views show. ``alive``: the page computes what the Program holds."""
    for _, group in groupby(numbers.rows, key=lambda row: row.part):
        rows = [*group]
        first, _, last = ends(rows, SHOWN)
        listed = {row.name for row in (*first, *last)}
        yield from (quantity(row, row.name in listed, alive) for row in rows if row.name in listed or row.name in shown)


def left_out(numbers: Numbers) -> dict[str, int]:
    """By part, how many rows the table does not show."""
    return {part: ends([*rows], SHOWN)[1] for part, rows in groupby(numbers.rows, key=lambda row: row.part)}


def quantity(row: Row, listed: bool, alive: bool) -> Quantity:
    given = row.part == "input"
    return Quantity(
        name=row.name,
        part=row.part,
        symbol=math(row.symbol, inline=True),
        text=unicode.text(row.symbol),
        temporary=is_temporary(row.name),
        type=row.variable.type.dtype,
        shape=row.value.shape,
        axis=row.axis,
        listed=listed,
        numbers=(whole(row.value) if given else None) if alive else excerpt(row.value),
        gradient=None if row.adjoint is None else gradient(row, row.adjoint, alive),
    )


def gradient(row: Row, adjoint: Adjoint, alive: bool) -> Gradient:
    symbol = "" if row.adjoint_symbol is None else math(row.adjoint_symbol, inline=True)
    held = whole(adjoint.array) if not adjoint.name else None
    return Gradient(name=adjoint.name, symbol=symbol, numbers=held if alive else excerpt(adjoint.array))


def whole(array: np.ndarray) -> Whole:
    return Whole(shape=array.shape, data=tuple(array.astype(float).ravel().tolist()))


def excerpt(array: np.ndarray) -> Excerpt:
    matrix = array.reshape(-1, array.shape[-1]) if array.ndim > 1 else array.reshape(1, -1)
    part: Rows = tuple(tuple(map(rounded, row)) for row in matrix[:OPENED, :OPENED].astype(float).tolist())
    many = array.size > WHOLE or max(matrix.shape) > OPENED
    return Excerpt(shape=array.shape, rows=part, statistics=statistics(array.astype(float)) if many else None)


def rounded(number: float) -> float:
    return float(f"{number:.{DIGITS}g}")


def statistics(array: np.ndarray) -> Statistics:
    finite = array[np.isfinite(array)]
    least, mean, most = (finite.min(), finite.mean(), finite.max()) if finite.size else (np.nan,) * 3
    return Statistics(
        min=rounded(least),
        mean=rounded(mean),
        max=rounded(most),
        zeros=share(array == 0),
        nan=share(np.isnan(array)),
        infinite=share(np.isinf(array)),
    )


def share(mask: np.ndarray) -> float:
    return float(np.mean(mask))
