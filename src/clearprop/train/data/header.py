"""Is the first row of a table its names?"""

from collections.abc import Sequence

from clearprop.train.data.cells import is_missing, parse_numbers, to_number

SAMPLE = 1000
"""How many rows are looked at."""


def first_row_is_names(columns: Sequence[Sequence[str]]) -> bool:
    """Texts above numbers are names; where all is text, the first row is names if none of its texts comes again.

    A first row with a number in it is data, unless it counts the columns (0, 1, 2, ...) as pandas does.
    """
    first = [column[0].strip() for column in columns]
    below = [column[1 : SAMPLE + 1] for column in columns]
    if counts_columns(first, below):
        return True
    named = [(cell, cells) for cell, cells in zip(first, below, strict=True) if not is_missing(cell)]
    if not named or any(to_number(cell) is not None for cell, _ in named):
        return False
    if any(mostly_numbers(cells) for _, cells in named):
        return True
    return all(cell not in {other.strip() for other in cells} for cell, cells in named)


def counts_columns(first: Sequence[str], below: Sequence[Sequence[str]]) -> bool:
    """True for 0, 1, 2, ... above numbers that are not all whole; an empty cell may stand before (an index)."""
    counted = first[1:] if first[0] == "" else first
    in_order = len(counted) >= 3 and list(counted) == [str(number) for number in range(len(counted))]
    return in_order and any("." in cell for cells in below for cell in cells)


def mostly_numbers(cells: Sequence[str]) -> bool:
    """True where more than half of what is not missing are numbers."""
    present = [cell for cell in cells if not is_missing(cell)]
    numbers, texts = parse_numbers(present)
    return len(numbers) > 2 * len(texts)
