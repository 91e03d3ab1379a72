"""Layers as columns: which units are drawn by themselves, which are folded into one, and where they stand."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from clearprop.render.picture.layers import Layer

MOST_UNITS = 12
FIRST, LARGEST, LAST = 2, 5, 1  # units that are drawn of a larger layer
MOST_COLUMNS = 8
AT_ENDS = 3  # columns at either end that stay when those between are folded
HIGH = 26.0


@dataclass(eq=False)
class Node:
    """A unit, or all the folded ones of a column; ``units`` are their numbers."""

    units: np.ndarray
    folded: bool
    y: float = 0.0
    high: float = HIGH


@dataclass(eq=False)
class Column:
    """One layer, or several that are folded into one."""

    layers: list[Layer]
    nodes: list[Node] = field(default_factory=list)
    x: float = 0.0
    wide: float = 0.0

    @property
    def first(self) -> Layer:
        return self.layers[0]

    @property
    def last(self) -> Layer:
        return self.layers[-1]

    @property
    def folded(self) -> bool:
        return len(self.layers) > 1


def columns_of(layers: Sequence[Layer]) -> list[Column]:
    """A column a layer; of many layers those in the middle share one."""
    if len(layers) <= MOST_COLUMNS:
        return [Column([layer]) for layer in layers]
    ends = [Column([layer]) for layer in (*layers[:AT_ENDS], *layers[-AT_ENDS:])]
    return [*ends[:AT_ENDS], Column([*layers[AT_ENDS:-AT_ENDS]]), *ends[AT_ENDS:]]


def nodes_of(column: Column, strength: np.ndarray, marks: Sequence[str]) -> list[Node]:
    """The units with the largest gradients, some that are dead or flat, the first and the last; one node for the others."""
    size = column.last.size
    if column.folded:
        return [Node(np.arange(size), True, high=120.0)]
    if size <= MOST_UNITS:
        return [Node(np.array([k]), False) for k in range(size)]
    between = np.arange(FIRST, size - LAST)
    largest = between[np.argsort(-strength[between], kind="stable")[:LARGEST]]
    marked = [next((k for k in between.tolist() if marks[k] == mark), 0) for mark in ("dead", "flat")]
    shown = sorted({*range(FIRST), *largest.tolist(), *marked, *range(size - LAST, size)})
    nodes = [Node(np.array([k]), False) for k in shown]
    hidden = np.setdiff1d(np.arange(size), shown)
    return [*nodes[:-LAST], Node(hidden, True), *nodes[-LAST:]]


def stack(columns: Sequence[Column], pitch: float) -> float:
    """Gives each node its height in the picture, columns centred; the height of all."""
    heights = [sum(node.high + pitch - HIGH for node in column.nodes) - (pitch - HIGH) for column in columns]
    tallest = max(heights)
    for column, height in zip(columns, heights, strict=True):
        y = (tallest - height) / 2
        for node in column.nodes:
            node.y = y + node.high / 2
            y += node.high + pitch - HIGH
    return tallest
