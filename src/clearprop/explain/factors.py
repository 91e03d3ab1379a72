"""The three factors of a weight's gradient: ∂L/∂w = ∂L/∂a · ∂a/∂z · ∂z/∂w, row by row.

How the loss answers to the unit's output, the slope of its activation, and what the weight was multiplied by.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

from clearprop.explain.reach import into_z, one, places_in_z
from clearprop.explain.run import Run
from clearprop.explain.slopes import slopes
from clearprop.explain.uses import Use
from clearprop.explain.wording import element, heads, number, plural, table

Index = tuple[int, ...]

MOST = 20
"""So many rows are listed in text."""


@dataclass(frozen=True)
class FactorRow:
    """One row's share: ``product`` = (``error_signal`` · ``slope``) × ``input``, finite where the gradient is.

    Where the activation mixes units (softmax, normalisation), ``error_signal`` is the vector ∂L/∂a of those that it
    reaches and ``slope`` the column ∂a/∂z. ``use`` says which z and a, for a weight that is used several times.
    """

    row: int | Index | None
    error_signal: Any
    slope: Any
    input: float
    product: float
    use: Use = field(repr=False)
    at: Index = field(repr=False)  # where in z

    @property
    def cells(self) -> tuple[str, ...]:
        """Row, factors and product as text."""
        return (
            "–" if self.row is None else str(self.row),
            *map(number, (self.error_signal, self.slope, self.input, self.product)),
        )


@dataclass(frozen=True, repr=False)
class Factors:
    """The gradient of one weight as what it is made of. With one row its factors are those of the whole, else None.

    ``product`` is the sum over ``rows``: the gradient.
    """

    name: str
    index: Index
    uses: tuple[Use, ...]
    rows: tuple[FactorRow, ...]
    product: float

    @property
    def error_signal(self) -> Any:
        """∂L/∂a"""
        return self.rows[0].error_signal if len(self.rows) == 1 else None

    @property
    def slope(self) -> Any:
        """∂a/∂z"""
        return self.rows[0].slope if len(self.rows) == 1 else None

    @property
    def input(self) -> float | None:
        """∂z/∂w"""
        return self.rows[0].input if len(self.rows) == 1 else None

    def __repr__(self) -> str:
        weight = element(self.name, self.index)
        left = f"∂L/∂{weight} = "
        if not self.rows:
            return f"{left}0: the loss does not depend on it."
        parts = heads(self.rows[0].use, weight)
        if len(self.rows) == 1:
            row = self.rows[0]
            figures = (number(row.error_signal), number(row.slope), number(row.input))
            indent = "\n" + " " * (len(left) - 2) + "= "
            return left + indent.join([" · ".join(parts), " · ".join(figures), number(self.product)])
        several = len(self.uses) > 1
        head: tuple[str, ...] = ("row", *parts, "product")
        shown = [row.cells for row in self.rows[:MOST]]
        if several:
            head = ("use", "row", "∂L/∂a", "∂a/∂z", f"∂z/∂{weight}", "product")
            shown = [(str(self.uses.index(row.use) + 1), *row.cells) for row in self.rows[:MOST]]
        lines = table(head, shown)
        hidden = self.rows[MOST:]
        if hidden:
            lines.append(f"and {plural(len(hidden), 'row')} more, together {number(sum(r.product for r in hidden))}")
        shares = plural(len(self.rows), "share" if several else "row")
        return "\n".join([f"{left}{number(self.product)}, the sum over {shares}", *lines])

    def of(self, row: int | Index) -> "Factors":
        """One row's share. IndexError where the weight does not reach that row."""
        rows = tuple(each for each in self.rows if each.row is not None and each.row == row)
        if not rows:
            there = [each.row for each in self.rows if each.row is not None]
            raise IndexError(
                f"row {row}: expected one from {there[0]} to {there[-1]}."
                if there
                else f"row {row}: {element(self.name, self.index)} has no rows of its own; leave the row out."
            )
        return replace(self, rows=rows, product=float(sum(each.product for each in rows)))


def factors(run: Run, name: str, index: Index) -> Factors:
    """The factors of the element ``name[index]``, at this run."""
    found = run.uses(run.program.input(name))
    rows = tuple(row for use in found for row in rows_of(run, use, index, alone=len(found) == 1))
    return Factors(name, index, tuple(found), rows, float(sum(row.product for row in rows)))


def rows_of(run: Run, use: Use, index: Index, alone: bool) -> Iterator[FactorRow]:
    """A row for each place in z that the weight reaches; ``alone``: there is no other use."""
    weight = one(use.parameter, index)
    places = [tuple(place) for place in np.argwhere(places_in_z(use, run.values, weight)).tolist()]
    if not places:
        return
    with np.errstate(all="ignore"):
        inputs = into_z(use, run.values, weight.astype(float))
        columns = list(slopes(use, run.values, places))
        deltas = run.adjoints.get(use.z, np.zeros(use.z.type.shape))
        products = [float(deltas[place] * inputs[place]) for place in places]
    varying = [k for k in range(len(places[0])) if any(place[k] != places[0][k] for place in places)]
    signals = run.adjoints.get(use.a, np.zeros(use.a.type.shape))
    for place, (where, slope), product in zip(places, columns, products, strict=True):
        row = row_of(place, varying, run.rows, alone)
        yield FactorRow(row, tidy(signals[where]), tidy(slope), float(inputs[place]), product, use, place)


def row_of(place: Index, varying: list[int], names: Sequence[int] | None, alone: bool) -> int | Index | None:
    """What tells this place from the others: its row, mostly. None where one of several uses has a single place."""
    if not varying and not alone:
        return None
    row = tuple(place[k] for k in varying) or (0,)
    return row if len(row) > 1 else row[0] if names is None else names[row[0]]


def tidy(value: Any) -> Any:
    return float(value) if np.ndim(value) == 0 else np.asarray(value)
