"""The paths of one use of a weight, over all rows that it reaches.

A path is the same in every row but for its numbers; where rows mix (normalisation over a batch) each has its own.
"""

from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np

from clearprop.explain.edges import Best, Graph
from clearprop.explain.factors import FactorRow, Factors
from clearprop.explain.reach import one, reached
from clearprop.explain.run import Run
from clearprop.explain.sweep import Values
from clearprop.explain.wording import element
from clearprop.ir import Variable
from clearprop.transform.rename import is_temporary

Index = tuple[int, ...]


@dataclass(frozen=True)
class Step:
    """An element on the way (``index`` without the row) and ∂(it)/∂(the one before); None where rows differ."""

    name: str
    index: Index
    derivative: float | None


@dataclass(frozen=True, repr=False)
class Path:
    """From the weight to the loss; ``product`` is the sum of its products over ``rows``, pairs of row and product."""

    steps: tuple[Step, ...]
    product: float
    rows: tuple[tuple[Any, float], ...]

    def __repr__(self) -> str:
        """``W₁[0, 2] → z₁[2] → a₁[2] → L``"""
        return " → ".join(element(step.name, step.index) for step in self.steps)


class Bundle:
    """The paths of one use of a weight, over its rows, in a graph that has its z among its starts."""

    def __init__(self, run: Run, graph: Graph, source: Variable, rows: list[FactorRow], factors: Factors) -> None:
        self.graph, self.source, self.rows, self.factors = graph, source, rows, factors
        self.places = places_of(rows, source)
        self.inputs = np.array([row.input for row in rows])
        self.count = int(graph.counts[source][self.places].sum())
        varying = [k for k, at in enumerate(np.transpose([row.at for row in rows])) if np.ptp(at)]
        self.axis = varying[0] if len(varying) == 1 else None  # of z, that counts the rows
        self.lanes: dict[Variable, int | None] = {}
        if self.axis is not None:
            self.lanes = lanes(graph, source, run.values, (rows[0].at, rows[-1].at), self.axis)

    def sizes(self, best: Best) -> np.ndarray:
        """How much each of the best paths carries in its row.   -> f[rows, most]"""
        return np.asarray(np.abs(self.inputs[:, None] * best.tables[self.source].products[self.places]))

    def paths(self, best: Best, least: float) -> list[Path]:
        """The largest paths in each row, each told over all rows; of a single row those that carry at least so much."""
        ways: dict[Any, tuple[int, tuple[tuple[Variable, int], ...]]] = {}
        enough = np.full(len(self.rows), -1.0 if len(self.rows) > 1 else least)
        for k, (place, sizes) in enumerate(zip(self.places.tolist(), self.sizes(best), strict=True)):
            for rank in np.flatnonzero((sizes >= enough[k]) & (sizes > 0)).tolist():
                way = best.way(self.source, place, rank)
                ways.setdefault(self.key(way, k), (k, way))
        found = [self.path(k, way) for k, way in ways.values()]
        shown = Counter(str(path) for path in found)  # two ways through steps without names are told apart by these
        return [
            path if shown[str(path)] == 1 else self.path(k, way, every=True)
            for path, (k, way) in zip(found, ways.values(), strict=True)
        ]

    def key(self, way: tuple[tuple[Variable, int], ...], k: int) -> Any:
        """What a path has in common with the same path in other rows."""
        shared = all(self.lanes.get(v) is not None or v.type.size == 1 for v, _ in way)
        return (tuple((v, self.unit(v, element)) for v, element in way), None if shared else k)

    def unit(self, variable: Variable, at: int) -> Index:
        """The index without the row."""
        index = tuple(int(at) for at in np.unravel_index(at, variable.type.shape))
        lane, shape = self.lanes.get(variable), variable.type.shape
        return tuple(at for k, at in enumerate(index) if k != lane and (shape[k] > 1 or len(shape) == 1))

    def path(self, k: int, way: tuple[tuple[Variable, int], ...], every: bool = False) -> Path:
        """The path with its product in every row that has it; ``every``: with the steps that have no name, too."""
        alone = self.key(way, k)[1] is not None
        numbers = np.array([k]) if alone else np.arange(len(self.rows))
        elements = [(v, self.in_rows(v, at, numbers)) for v, at in way]
        derivatives = [self.inputs[numbers]]
        for (v, start), (after, to) in pairwise(elements):
            edges = next(e for e in self.graph.after[v] if e.target is after)
            derivatives.append(edges.between(start, to))
        products = np.prod(derivatives, axis=0)
        rows = tuple((self.rows[n].row, float(p)) for n, p in zip(numbers.tolist(), products, strict=True))
        return Path(self.steps(way, derivatives, every), float(products.sum()), rows)

    def in_rows(self, variable: Variable, at: int, numbers: np.ndarray) -> np.ndarray:
        """The same unit's element in each of the rows."""
        lane = self.lanes.get(variable)
        if lane is None:
            return np.full(len(numbers), at)
        index = [np.full(len(numbers), at) for at in np.unravel_index(at, variable.type.shape)]
        index[lane] = np.array([self.rows[n].at[self.axis or 0] for n in numbers.tolist()])
        return np.ravel_multi_index(tuple(index), variable.type.shape)

    def steps(
        self, way: tuple[tuple[Variable, int], ...], derivatives: list[np.ndarray], every: bool
    ) -> tuple[Step, ...]:
        """The steps that have a name, the derivatives of those between multiplied in; or all, called by what makes them."""
        found = [Step(self.factors.name, self.factors.index, None)]
        factor: Any = 1.0
        for (v, at), derivative in zip(way, derivatives, strict=True):
            factor = factor * derivative
            if every or not is_temporary(v.name) or v in (self.graph.loss, self.source):
                name = v.name if not is_temporary(v.name) else self.called(v)
                found.append(Step(name, self.unit(v, at), float(factor[0]) if len(factor) == 1 else None))
                factor = 1.0
        return tuple(found)

    def called(self, variable: Variable) -> str:
        """What a step without a name is called: L, z, or the operation that makes it."""
        if variable is self.graph.loss:
            return "L"
        return "z" if variable is self.source else str(self.graph.made[variable].op.name)


def places_of(rows: list[FactorRow], source: Variable) -> np.ndarray:
    """The numbers of the elements of z that the rows stand for."""
    return np.array([np.ravel_multi_index(row.at, source.type.shape) for row in rows], int)


def lanes(
    graph: Graph, source: Variable, values: Values, ends: tuple[Index, Index], axis: int
) -> dict[Variable, int | None]:
    """For each variable the axis along which every row has its own elements, told by two rows; None where there is none."""
    felt = [(reached(graph.equations, values, {source: one(source, end)}), end[axis]) for end in ends]
    nowhere = np.zeros(0, int)
    found: dict[Variable, int | None] = {}
    for v in graph.order:
        marks = [(np.argwhere(masks[v]) if v in masks else nowhere, row) for masks, row in felt]
        fits = [all(len(at) and (at[:, k] == row).all() for at, row in marks) for k in range(v.type.ndim)]
        found[v] = fits.index(True) if True in fits else None
    return found
