"""The table of a Program's numbers as text: symbol, name, shape, value and gradient, in 80 columns."""

from dataclasses import dataclass
from itertools import groupby, zip_longest

import numpy as np

from clearprop.render.maths import unicode
from clearprop.render.names import is_temporary
from clearprop.render.numbers.figures import block, extent, sizes, told
from clearprop.render.numbers.quantities import HEADINGS, Numbers, Row

COLUMNS = 80
GAP = "  "
SYMBOL = 8  # what is longer, a formula, stands on a line of its own
WHOLE = 8  # rows of an array that is shown whole
FEW = 12  # numbers of a vector that is shown whole
FIRST = 2  # rows of one that is not
TITLES = ("", "", "shape", "value", "gradient")


@dataclass(frozen=True)
class Cells:
    """A row of the table; ``formula`` stands above it, value and gradient have several lines."""

    part: str
    formula: str
    left: tuple[str, str, str]  # symbol, name, shape
    value: list[str]
    gradient: list[str]

    @property
    def columns(self) -> list[list[str]]:
        return [*([text] for text in self.left), self.value, self.gradient]


def source(numbers: Numbers, columns: int = COLUMNS) -> str:
    """The table as text."""
    found = cells(numbers, columns)
    titles = [[title] for title in TITLES]
    every = [titles, *(one.columns for one in found)]
    widths = [max(len(line) for row in every for line in row[k]) for k in range(len(TITLES))]
    lines = [beside(titles, widths)]
    if numbers.row is not None:
        lines.insert(0, f"row {numbers.row} of {numbers.among}")
    for part, rows in groupby(found, key=lambda one: one.part):
        lines += ["", HEADINGS[part]]
        for one in rows:
            lines += [one.formula] * bool(one.formula)
            lines.append(beside(one.columns, widths))
    return "\n".join(lines) + "\n"


def beside(columns: list[list[str]], widths: list[int]) -> str:
    """Columns of lines side by side."""
    rows = zip_longest(*columns, fillvalue="")
    return "\n".join(GAP.join(f"{t:<{w}}" for t, w in zip(row, widths, strict=True)).rstrip() for row in rows)


def cells(numbers: Numbers, columns: int = COLUMNS) -> list[Cells]:
    """The rows as text; values and gradients share the columns that symbols, names and shapes leave."""
    left = [(row, *left_of(row)) for row in numbers.rows]
    widths = [max([len(TITLES[k]), *(len(texts[k]) for _, _, texts in left)]) for k in range(3)]
    width = max((columns - sum(widths) - len(GAP) * (len(TITLES) - 1)) // 2, 16)
    return [
        Cells(row.part, formula, texts, lines_of(row.value, width), gradient_of(row, width))
        for row, formula, texts in left
    ]


def left_of(row: Row) -> tuple[str, tuple[str, str, str]]:
    """The formula of what has no symbol; symbol, name and shape."""
    text = unicode.text(row.symbol)
    formula = text if len(text) > SYMBOL else ""
    name = "" if is_temporary(row.name) or row.name == text else row.name
    return formula, ("" if formula else text, name, sizes(row.value.shape))


def gradient_of(row: Row, width: int) -> list[str]:
    return ["–"] if row.adjoint is None else lines_of(row.adjoint.array, width)


def lines_of(array: np.ndarray, width: int) -> list[str]:
    """The array as lines of at most so many characters: whole, or its first numbers and what it is like."""
    rows, columns = extent(array)
    if rows <= WHOLE and columns <= width:
        lines = block(array, rows, columns).lines(" ")
        if max(map(len, lines)) <= width:
            return lines
    if rows == 1 and columns <= FEW:
        return broken(lines[0].split(), " ", width)
    fitting = next((c for c in range(min(columns, width // 2), 1, -1) if fits(array, c, width)), 1)
    return [*block(array, FIRST, fitting).lines(" "), *broken(told(array).split(", "), ", ", width)]


def fits(array: np.ndarray, columns: int, width: int) -> bool:
    return max(map(len, block(array, FIRST, columns).lines(" "))) <= width


def broken(pieces: list[str], separator: str, width: int) -> list[str]:
    """The pieces in lines of at most so many characters; none is broken."""
    lines = [pieces[0]]
    for piece in pieces[1:]:
        longer = f"{lines[-1]}{separator}{piece}"
        if len(longer) < width:
            lines[-1] = longer
        else:
            lines[-1] += separator.rstrip()
            lines.append(piece)
    return lines
