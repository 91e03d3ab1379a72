"""The three factors of a weight's gradient: ∂L/∂w = ∂L/∂a · ∂a/∂z · ∂z/∂w, row by row.

How the loss answers to the unit's output, the slope of its activation, and what the weight was multiplied by.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

from clearprop.explain.reach import one, reached
from clearprop.explain.run import Run
from clearprop.explain.slopes import slopes
from clearprop.explain.sweep import push
from clearprop.explain.uses import Use
from clearprop.explain.wording import element, heads, number, plural, table

Index = tuple[int, ...]

MOST = 20
"""So many rows are listed in text."""


@dataclass(frozen=True)
class FactorRow:
    """One row's share: ``product`` = (``error_signal`` · ``slope``) × ``input``.

    Where the activation mixes units (softmax, normalisation), ``error_signal`` is the vector ∂L/∂a of those that it
    reaches and ``slope`` the column ∂a/∂z. ``use`` says which z and a, for a weight that is used several times.
    """

    row: int | Index
    error_signal: Any
    slope: Any
    input: float
    product: float
    use: Use = field(repr=False)
    at: Index = field(repr=False)  # where in z


@dataclass(frozen=True)
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

    def __str__(self) -> str:
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
        shown = [
            (str(r.row), number(r.error_signal), number(r.slope), number(r.input), number(r.product))
            for r in self.rows[:MOST]
        ]
        lines = table(("row", *parts, "product"), shown)
        hidden = self.rows[MOST:]
        if hidden:
            lines.append(f"and {plural(len(hidden), 'row')} more, together {number(sum(r.product for r in hidden))}")
        return "\n".join([f"{left}{number(self.product)}, the sum over {plural(len(self.rows), 'row')}", *lines])

    def of(self, row: int | Index) -> "Factors":
        """One row's share. IndexError where the weight does not reach that row."""
        rows = tuple(each for each in self.rows if each.row == row)
        if not rows:
            raise IndexError(
                f"row {row}: expected one of the {len(self.rows)} rows from {self.rows[0].row if self.rows else 0}."
            )
        return replace(self, rows=rows, product=sum(each.product for each in rows))


def factors(run: Run, name: str, index: Index) -> Factors:
    """The factors of the element ``name[index]``, at this run."""
    parameter = run.program.input(name)
    found = run.uses(parameter)
    rows = tuple(row for use in found for row in rows_of(run, use, index))
    gradient = run.adjoints.get(parameter)
    product = 0.0 if gradient is None else float(gradient[index])
    return Factors(name, index, tuple(found), rows, product)


def rows_of(run: Run, use: Use, index: Index) -> Iterator[FactorRow]:
    """A row for each place in z that the weight reaches."""
    weight = {use.parameter: one(use.parameter, index)}
    places = [tuple(place) for place in np.argwhere(reached(use.to_z, run.values, weight)[use.z]).tolist()]
    with np.errstate(all="ignore"):
        inputs = push(use.to_z, run.values, {use.parameter: weight[use.parameter].astype(float)})[use.z]
        columns = list(slopes(use, run.values, places))
    for place, (where, slope) in zip(places, columns, strict=True):
        signal = run.adjoints[use.a][where]
        delta, x = float(np.vdot(signal, slope)), float(inputs[place])
        row = row_of(place, places)
        yield FactorRow(row, tidy(signal), tidy(slope), x, delta * x, use, place)


def row_of(place: Index, places: list[Index]) -> int | Index:
    """What tells this place from the others: its row, mostly."""
    varying = [k for k in range(len(place)) if any(other[k] != place[k] for other in (places[0], places[-1]))]
    return place[varying[0]] if len(varying) == 1 else tuple(place[k] for k in varying) or 0


def tidy(value: Any) -> Any:
    return float(value) if np.ndim(value) == 0 else np.asarray(value)
