"""A published figure beside the one that we compute: whether they agree, and the row of the page that shows both."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

PAGE = Path(__file__).parents[2] / "docs" / "published.md"
TABLE = re.compile(r"<!-- figures: (?P<section>\w+) -->\n(?P<rows>.*?)<!-- end -->\n", re.DOTALL)
HEAD = "\n| figure | published | computed | agreement |\n| --- | --- | --- | --- |\n"
NUMBER = re.compile(r"(?P<sign>-?)(?P<whole>\d*)(\.(?P<decimals>\d+))?(e(?P<exponent>-?\d+))?(?P<percent>%?)")


STABLE = 12
"""So many decimals of what we compute do not hang on the machine, unless a figure says otherwise."""


@dataclass(frozen=True)
class Figure:
    """``published`` is text as it was printed: numbers with spaces between; ``computed`` as many numbers of ours.

    They agree where ours, printed to the same digits, is the same text (``stable`` decimals of it, if it has more), or
    where they differ by no more than ``within``: then what was published is itself not exact, or was drawn by chance.
    """

    what: str
    published: str
    computed: Sequence[float]
    within: float | None = None
    stable: int = STABLE

    @property
    def texts(self) -> list[str]:
        return self.published.split()

    @property
    def theirs(self) -> list[float]:
        return [float(text.rstrip("%")) for text in self.texts]

    @property
    def shown(self) -> str:
        """Our numbers as the published ones are printed."""
        return self.printed(self.computed)

    def printed(self, values: Sequence[float]) -> str:
        pairs = zip(self.texts, values, strict=True)
        return " ".join(as_printed(text, value, self.stable) for text, value in pairs)

    @property
    def same(self) -> bool:
        return self.shown == self.printed(self.theirs)

    @property
    def difference(self) -> float:
        return float(np.max(np.abs(np.subtract(self.theirs, self.computed))))

    @property
    def agrees(self) -> bool:
        return self.same or (self.within is not None and self.difference <= self.within)

    @property
    def agreement(self) -> str:
        """``every digit``, ``12 decimals`` or ``differs by 1.5e-7``."""
        if not self.same:
            size = self.difference
            return f"differs by {size:.1e}" if size < 1e-3 else f"differs by {size:{'.3g' if size < 100 else '.0f'}}"
        return "every digit" if self.shown == self.published else f"{self.stable} decimals"

    @property
    def row(self) -> str:
        return f"| {self.what} | {self.published} | {self.shown} | {self.agreement} |"

    def is_shown_by(self, row: str) -> bool:
        """Whether the row is ours; with ``within`` its numbers may be those of another machine, as near to ours."""
        if self.within is None:
            return row == self.row
        what, published, shown, _ = (cell.strip() for cell in row.strip("|").split(" | "))
        if (what, published) != (self.what, self.published):
            return False
        numbers = [float(text.rstrip("%")) for text in shown.split()]
        return bool(np.max(np.abs(np.subtract(numbers, self.computed))) <= self.within)


def figure(what: str, published: str, computed: Any, within: float | None = None, stable: int = STABLE) -> Figure:
    """The figure of an array, a list or one number. ValueError where there are not as many as were published."""
    ours = np.ravel(np.asarray(computed, float)).tolist()
    if len(ours) != len(published.split()):
        raise ValueError(f"{what}: {len(published.split())} numbers were published and {len(ours)} computed.")
    return Figure(what, published, ours, within, stable)


def as_printed(text: str, value: float, stable: int = STABLE) -> str:
    """The value in the form of the text, with its number of decimals, or ``stable`` where they are fewer."""
    form = NUMBER.fullmatch(text)
    if form is None:
        raise ValueError(f"{text!r} is no number with decimals, an exponent or a percent sign.")
    decimals = min(len(form["decimals"] or ""), stable)
    if form["exponent"]:
        mantissa, exponent = f"{value:.{decimals}e}".split("e")
        return f"{mantissa}e{int(exponent)}"
    printed = f"{value:.{decimals}f}{form['percent']}"
    return printed if form["whole"] else printed.replace("0.", ".", 1)


def rows_on_the_page() -> dict[str, list[str]]:
    """The rows of each table of the page, by section."""
    text = PAGE.read_text(encoding="utf-8") if PAGE.exists() else ""
    return {
        table["section"]: [line for line in table["rows"].splitlines() if line.startswith("|")][2:]
        for table in TABLE.finditer(text)
    }


def with_tables(page: str, figures: dict[str, list[Figure]]) -> str:
    """The page with these figures in its tables; a table of which there are none stays."""

    def table(found: re.Match[str]) -> str:
        section = found["section"]
        if section not in figures:
            return found[0]
        rows = "\n".join(each.row for each in figures[section])
        return f"<!-- figures: {section} -->\n{HEAD}{rows}\n\n<!-- end -->\n"

    return TABLE.sub(table, page)
