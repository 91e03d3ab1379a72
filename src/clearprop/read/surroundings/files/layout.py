"""A Layout: the columns of a table that a missing file would hold, and rows made up for it."""

import random
import zlib
from dataclasses import dataclass

ROWS = 15


@dataclass(frozen=True)
class Column:
    """``kind`` is real, whole, pixel, number, class or text; ``choices`` are the classes of the last two."""

    name: str
    kind: str = "real"
    choices: tuple[str, ...] = ()


@dataclass(frozen=True)
class Layout:
    """Columns in their order; the classes of a row shift its numbers, so that there is something to learn."""

    columns: tuple[Column, ...]
    header: bool = False
    delimiter: str = ","
    rows: int = ROWS

    def made_rows(self, name: str) -> list[list[str]]:
        """Rows of texts, the same ones for the same name."""
        chance = random.Random(zlib.crc32(name.encode()))
        rows: list[list[str]] = []
        for number in range(min(self.rows, ROWS)):
            group = (number * 2 + number // 3) % max([2, *(len(c.choices) for c in self.columns)])
            rows.append([value(column, number, group, chance) for column in self.columns])
        return [rows[number % len(rows)] for number in range(self.rows)]

    def text(self, name: str) -> str:
        """The file."""
        lines = [[column.name for column in self.columns]] if self.header else []
        return "".join(self.delimiter.join(row) + "\n" for row in lines + self.made_rows(name))


def value(column: Column, number: int, group: int, chance: random.Random) -> str:
    """One cell."""
    if column.kind in ("class", "text"):
        return column.choices[group % len(column.choices)]
    if column.kind == "number":
        return str(number + 1)
    if column.kind == "pixel":
        return str(max(0, min(255, round(chance.gauss(60 + 40 * group, 60)))))
    made = chance.uniform(0.5, 2.5) + 0.7 * group
    return str(round(20 * made)) if column.kind == "whole" else f"{made:.2f}"


def reals(count: int, name: str = "x") -> tuple[Column, ...]:
    return tuple(Column(f"{name}{place}") for place in range(1, count + 1))


def classes(name: str, *choices: str) -> Column:
    """A column of labels; numbers if all of them are."""
    return Column(name, "class" if all(choice.isdigit() for choice in choices) else "text", choices)


def named(names: str, **special: Column) -> tuple[Column, ...]:
    """Columns by their names, separated by commas; reals, unless said otherwise under the name's first word."""
    return tuple(special.get(name.split()[0].lower(), Column(name)) for name in names.split(","))
