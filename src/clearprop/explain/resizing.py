"""The same derivation for other numbers of rows: the function is followed again, which tells its sizes from its numbers."""

import io
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import redirect_stdout, suppress
from typing import Any
from warnings import catch_warnings

import numpy as np

from clearprop.ir import Program
from clearprop.trace.structure import leaves, rebuilt

Programs = tuple[Program, ...]


def with_other_rows(
    follow: Callable[..., Program], arguments: Sequence[Any], named: Mapping[str, Any]
) -> Iterator[Programs]:
    """The Programs for two other numbers of rows, for each choice of the arrays whose first axis these may be.

    The arrays whose first axis has the same size are tried together, most arrays first; where the function cannot be
    followed with more rows there is nothing. What it prints and warns of is not said again.
    """
    arrays = [leaf for _, leaf in leaves((tuple(arguments), dict(named))) if isinstance(leaf, np.ndarray) and leaf.ndim]
    sizes = [array.shape[0] for array in arrays]
    for rows in sorted({size for size in sizes if size > 1}, key=lambda size: (-sizes.count(size), sizes.index(size))):
        with suppress(Exception), redirect_stdout(io.StringIO()), catch_warnings(action="ignore"):
            # whatever the user's function raises, says and warns of
            yield tuple(
                follow(*repeated(tuple(arguments), rows, other), **repeated(dict(named), rows, other))
                for other in other_sizes(rows, [size for array in arrays for size in array.shape])
            )


def other_sizes(rows: int, taken: Sequence[int]) -> list[int]:
    """Two larger numbers of rows that no axis has, one even and one odd: a median, say, is another formula for each."""
    free = [size for size in range(rows + 1, rows + 2 * len(taken) + 3) if size not in taken]
    return sorted(next(size for size in free if size % 2 == odd) for odd in (0, 1))


def repeated(arguments: Any, rows: int, other: int) -> Any:
    """The arguments, with arrays of so many rows made longer by their own rows."""

    def change(path: Any, leaf: Any) -> Any:
        fits = isinstance(leaf, np.ndarray) and leaf.ndim and leaf.shape[0] == rows
        return np.resize(leaf, (other, *leaf.shape[1:])) if fits else leaf

    return rebuilt(arguments, change)
