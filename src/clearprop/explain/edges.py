"""The graph that paths run through, from element to element by local derivatives, and the best ways through it."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from clearprop.explain.jacobians import entries
from clearprop.explain.run import Run
from clearprop.explain.sweep import Values, between
from clearprop.ir import Equation, Variable


@dataclass(frozen=True)
class Edges:
    """∂target[``to``]/∂source[``start``] = ``values``, by number of element, sorted by start and to."""

    target: Variable
    start: np.ndarray
    to: np.ndarray
    values: np.ndarray

    @cached_property
    def keys(self) -> np.ndarray:
        """A number for each pair of elements."""
        return np.asarray(self.start * self.target.type.size + self.to)

    def between(self, start: np.ndarray, to: np.ndarray) -> np.ndarray:
        """The derivative for each pair of elements; 0 where there is no edge."""
        wanted = start * self.target.type.size + to
        at = np.minimum(np.searchsorted(self.keys, wanted), len(self.keys) - 1)
        return np.where(self.keys[at] == wanted, self.values[at], 0.0)


@dataclass(frozen=True)
class Graph:
    """``after[v]``: the edges from v, for every v on a way to ``loss``, in order; ``order`` ends with the loss."""

    loss: Variable
    equations: tuple[Equation, ...]
    order: tuple[Variable, ...]
    after: dict[Variable, list[Edges]]

    @cached_property
    def counts(self) -> dict[Variable, np.ndarray]:
        """How many paths lead from each element to the loss."""
        found = {self.loss: np.ones(1)}
        for v in reversed(self.order[:-1]):
            found[v] = np.zeros(v.type.size)
            for edges in self.after[v]:
                found[v] += np.bincount(edges.start, found[edges.target][edges.to], v.type.size)
        return found

    @cached_property
    def made(self) -> dict[Variable, Equation]:
        """The equation that makes each variable."""
        return {equation.result: equation for equation in self.equations}

    def best(self, most: int) -> "Best":
        """The ``most`` ways to the loss with the largest products, from every element."""
        tables = {self.loss: Table(np.ones((1, 1)), *(np.zeros((1, 1), int) for _ in range(3)))}
        for v in reversed(self.order[:-1]):
            tables[v] = Table.of(v.type.size, self.after[v], tables, most)
        return Best(self, tables)


@dataclass(frozen=True)
class Table:
    """For each element its best ways: their products, and the edges, the element and the rank where each goes on."""

    products: np.ndarray
    edges: np.ndarray
    to: np.ndarray
    rank: np.ndarray

    @staticmethod
    def of(size: int, after: list[Edges], tables: dict[Variable, "Table"], most: int) -> "Table":
        parts = []
        for number, edges in enumerate(after):
            onward = tables[edges.target].products[edges.to]
            start, to = (np.repeat(each, onward.shape[1]) for each in (edges.start, edges.to))
            rank = np.tile(np.arange(onward.shape[1]), len(edges.to))
            parts.append((start, np.full(len(start), number), to, rank, (edges.values[:, None] * onward).ravel()))
        start, which, to, rank, product = (np.concatenate(each) for each in zip(*parts, strict=True))
        order = np.lexsort((-np.abs(product), start))
        order = order[product[order] != 0]
        sorted_start = start[order]
        place = np.arange(len(order)) - np.searchsorted(sorted_start, sorted_start)
        order, place = order[place < most], place[place < most]
        width = min(most, int(place.max(initial=0)) + 1)
        found = Table(np.zeros((size, width)), *(np.zeros((size, width), int) for _ in range(3)))
        for table, column in zip(
            (found.products, found.edges, found.to, found.rank), (product, which, to, rank), strict=True
        ):
            table[start[order], place] = column[order]
        return found


@dataclass(frozen=True)
class Best:
    """The best ways through a graph."""

    graph: Graph
    tables: dict[Variable, Table]

    def way(self, v: Variable, element: int, rank: int) -> tuple[tuple[Variable, int], ...]:
        """The way of this rank from this element: the elements on it, the loss at the end."""
        found = [(v, element)]
        while v is not self.graph.loss:
            table = self.tables[v]
            edges, element, rank = (int(column[element, rank]) for column in (table.edges, table.to, table.rank))
            v = self.graph.after[v][edges].target
            found.append((v, element))
        return tuple(found)


def graph(run: Run, starts: Mapping[Variable, np.ndarray]) -> Graph:
    """The graph from these elements of these variables to the loss."""
    assert run.loss is not None
    way = between(run.program.equations, starts, run.loss)
    made = [equation.result for equation in way]
    order = (*(v for v in starts if v not in set(made)), *made)
    marks = {v: np.zeros(v.type.shape, bool) for v in order}
    for source, places in starts.items():
        marks[source].ravel()[places] = True
    after: dict[Variable, list[Edges]] = {v: [] for v in order}
    for equation in way:
        for variable in dict.fromkeys(v for v in equation.variables() if v in marks):
            edges = local(equation, variable, run.values, marks[variable])
            after[variable].append(edges)
            marks[equation.result].ravel()[edges.to] = True
    return Graph(run.loss, tuple(way), order, after)


def local(equation: Equation, variable: Variable, values: Values, mask: np.ndarray) -> Edges:
    """The equation's edges from the marked elements of the variable; where it stands twice (x · x) its shares add up."""
    places = [k for k, operand in enumerate(equation.operands) if operand is variable]
    found = [entries(equation, k, values, mask) for k in places]
    keys = np.concatenate([each.start * equation.result.type.size + each.to for each in found])
    unique, which = np.unique(keys, return_inverse=True)
    sums = np.bincount(which, np.concatenate([each.values for each in found]), len(unique))
    return Edges(equation.result, *np.divmod(unique, equation.result.type.size), sums)
