"""The paths from a weight to the loss: along each the local derivatives multiply, and over all of them the products add up.

The paths that carry most are found backwards from the loss: each element keeps the best of what its successors keep.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np

from clearprop.explain.edges import Graph, graph
from clearprop.explain.factors import FactorRow, Factors
from clearprop.explain.reach import one, reached
from clearprop.explain.run import Run
from clearprop.explain.sweep import Values
from clearprop.explain.uses import Use
from clearprop.explain.wording import paths_text
from clearprop.ir import Variable
from clearprop.transform.rename import is_temporary

Index = tuple[int, ...]
Way = tuple[tuple[Variable, Index], ...]
"""The elements on a path, each with its index; without the row where every row has its own."""

ALL = 100_000
"""So many paths are listed one by one."""


@dataclass(frozen=True)
class Step:
    """An element on the way (``index`` without the row) and ∂(it)/∂(the one before); None where rows differ."""

    name: str
    index: Index
    derivative: float | None


@dataclass(frozen=True)
class Path:
    """From the weight to the loss; ``product`` is the sum of its products over ``rows``, pairs of row and product."""

    steps: tuple[Step, ...]
    product: float
    rows: tuple[tuple[Any, float], ...]


@dataclass(frozen=True)
class Paths:
    """The paths that carry most, the largest first; ``total`` is the gradient, ``count`` how many paths there are in all.

    A path is counted in each row; one with a factor of exactly zero carries nothing and is not counted.
    """

    name: str
    index: Index
    paths: tuple[Path, ...]
    total: float
    count: int

    @property
    def rest(self) -> float:
        """What the paths that are not listed carry together."""
        return self.total - sum(path.product for path in self.paths)

    def __str__(self) -> str:
        return paths_text(self)

    def __iter__(self) -> Iterator[Path]:
        return iter(self.paths)

    def __len__(self) -> int:
        return len(self.paths)

    def __getitem__(self, position: int) -> Path:
        return self.paths[position]


def paths(run: Run, factors: Factors, most: int | None = 5) -> Paths:
    """The ``most`` paths with the largest sums over the rows; None for all of them.

    With several rows they are chosen among those that are the largest in some row. ValueError where all are too many.
    """
    if most is not None and most < 1:
        raise ValueError(f"most={most}: expected at least 1, or None for all paths.")
    found: list[Path] = []
    count = 0
    for use in factors.uses:
        rows = [row for row in factors.rows if row.use is use and row.input != 0]
        if rows:
            bundle = Bundle(run, use, rows, factors)
            count += bundle.count
            if most is None and count > ALL:
                raise ValueError(
                    f"{factors.name} has {count:,} paths to the loss; ask for the largest, such as most=100."
                )
            found += bundle.paths(most or bundle.count)
    found.sort(key=lambda path: -abs(path.product))
    return Paths(factors.name, factors.index, tuple(found[:most]), factors.product, count)


class Bundle:
    """The paths of one use of a weight, over its rows."""

    def __init__(self, run: Run, use: Use, rows: list[FactorRow], factors: Factors) -> None:
        self.rows, self.factors, self.use = rows, factors, use
        self.places = np.array([np.ravel_multi_index(row.at, use.z.type.shape) for row in rows], int)
        self.graph = graph(run, use.z, self.places)
        self.inputs = np.array([row.input for row in rows])
        self.count = int(self.graph.counts()[self.places].sum())
        self.lanes = lanes(self.graph, run.values, [row.at for row in rows])

    def paths(self, most: int) -> list[Path]:
        """The largest paths in each row, each told over all rows."""
        best = self.graph.best(most)
        ways: dict[Any, tuple[int, tuple[tuple[Variable, int], ...]]] = {}
        for number, place in enumerate(self.places.tolist()):
            for way in best.ways(place):
                ways.setdefault(self.key(way, number), (number, way))
        return [self.path(number, way) for number, way in ways.values()]

    def key(self, way: tuple[tuple[Variable, int], ...], number: int) -> Any:
        """What a path has in common with the same path in other rows."""
        shared = all(self.lanes[v] is not None or v.type.size == 1 for v, _ in way)
        return (tuple((v, self.unit(v, element)) for v, element in way), None if shared else number)

    def unit(self, variable: Variable, element: int) -> Index:
        """The index without the row."""
        index = tuple(int(at) for at in np.unravel_index(element, variable.type.shape))
        lane, shape = self.lanes[variable], variable.type.shape
        return tuple(at for k, at in enumerate(index) if k != lane and (shape[k] > 1 or len(shape) == 1))

    def path(self, number: int, way: tuple[tuple[Variable, int], ...]) -> Path:
        """The path with its product in every row that has it."""
        alone = self.key(way, number)[1] is not None
        numbers = np.array([number]) if alone else np.arange(len(self.rows))
        elements = [(v, self.in_rows(v, element, numbers)) for v, element in way]
        derivatives = [self.inputs[numbers]]
        for (v, start), (after, to) in pairwise(elements):
            edges = next(e for e in self.graph.after[v] if e.target is after)
            derivatives.append(edges.between(start, to))
        products = np.prod(derivatives, axis=0)
        rows = tuple((self.rows[n].row, float(p)) for n, p in zip(numbers.tolist(), products, strict=True))
        return Path(self.steps(way, derivatives), float(products.sum()), rows)

    def in_rows(self, variable: Variable, element: int, numbers: np.ndarray) -> np.ndarray:
        """The same unit's element in each of the rows."""
        lane = self.lanes[variable]
        if lane is None:
            return np.full(len(numbers), element)
        index = [np.full(len(numbers), at) for at in np.unravel_index(element, variable.type.shape)]
        index[lane] = np.array([self.rows[n].row for n in numbers.tolist()])
        return np.ravel_multi_index(tuple(index), variable.type.shape)

    def steps(self, way: tuple[tuple[Variable, int], ...], derivatives: list[np.ndarray]) -> tuple[Step, ...]:
        """The steps that have a name, the derivatives of those between multiplied in."""
        found = [Step(self.factors.name, self.factors.index, None)]
        factor: Any = 1.0
        for (v, element), derivative in zip(way, derivatives, strict=True):
            factor = factor * derivative
            if not is_temporary(v.name) or v is self.graph.loss or v is self.use.z:
                name = "L" if v is self.graph.loss and is_temporary(v.name) else v.name
                found.append(Step(name, self.unit(v, element), float(factor[0]) if len(factor) == 1 else None))
                factor = 1.0
        return tuple(found)


def lanes(graph: Graph, values: Values, places: list[Index]) -> dict[Variable, int | None]:
    """For each variable the axis along which every row has its own elements; None where there is none."""
    first, last = places[0], places[-1]
    varying = [k for k in range(len(first)) if first[k] != last[k]]
    if len(varying) != 1:
        return dict.fromkeys(graph.order)
    source = graph.source
    felt = [(reached(graph.equations, values, {source: one(source, end)}), end[varying[0]]) for end in (first, last)]
    nowhere = np.zeros(0, int)
    found: dict[Variable, int | None] = {}
    for v in graph.order:
        marks = [(np.argwhere(masks[v]) if v in masks else nowhere, row) for masks, row in felt]
        fits = [all(len(at) and (at[:, k] == row).all() for at, row in marks) for k in range(v.type.ndim)]
        found[v] = fits.index(True) if True in fits else None
    return found
