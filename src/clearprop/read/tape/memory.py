"""Pieces of memory that arrays share, and where in them an array's elements lie."""

from dataclasses import dataclass, field
from typing import Any

import numpy as np


@dataclass
class Owner:
    """A piece of memory: the first array known of it, its node now, and which write each element is from."""

    first: np.ndarray
    node: int
    version: int = 0
    renewed: int = 0  # the version since which nothing is as it was before
    grid: np.ndarray | None = None  # of ``first``: the position of each of its elements
    order: np.ndarray | None = None  # element of the memory -> position in ``first``, raveled
    lowest: int = 0
    latest: np.ndarray | None = None  # by position in ``first``: the write that it is from
    writes: dict[int, tuple[int, np.ndarray]] = field(default_factory=dict)  # write -> (node, positions)
    pending: list[int] = field(default_factory=list)  # writes that ``node`` does not contain yet
    bounds: tuple[int, int] | None = None
    origin: int = field(init=False)  # the node of all that no write has changed
    numbers: dict[int, tuple[int, int]] = field(
        default_factory=dict
    )  # address -> (node, version) of a number read there

    def __post_init__(self) -> None:
        self.origin = self.node

    def start_again(self, node: int) -> None:
        """All of the memory was written."""
        self.node, self.latest, self.writes, self.pending, self.renewed = node, None, {}, [], self.version
        self.origin, self.numbers = node, {}

    def contains(self, array: np.ndarray) -> bool:
        low, high = self.extent()
        start, end = np.lib.array_utils.byte_bounds(array)
        return low <= start and end <= high

    def extent(self) -> tuple[int, int]:
        if self.bounds is None:
            self.bounds = np.lib.array_utils.byte_bounds(self.first)
        return self.bounds

    def positions(self, array: np.ndarray) -> np.ndarray | None:
        """Which element of the first array each element of this view of its memory is; None if not all are."""
        if self.grid is None:
            self.grid = np.arange(self.first.size).reshape(self.first.shape)
        if array is self.first:
            return self.grid
        if array.itemsize != self.first.itemsize:
            return None
        if self.order is None:
            cells = cells_of(self.first, self.first)
            self.lowest = int(cells.min(initial=0))
            self.order = np.full(int(cells.max(initial=0)) - self.lowest + 1, -1)
            self.order[cells.ravel() - self.lowest] = np.arange(self.first.size)
        places = cells_of(array, self.first) - self.lowest
        if places.size and (places.min() < 0 or places.max() >= self.order.size):
            return None
        found: np.ndarray = self.order[places]
        return None if (found < 0).any() else found


@dataclass
class View:
    """What is known of an array object."""

    owner: Owner
    node: int
    version: int
    array: np.ndarray  # kept alive, so that its id stays its own
    where: np.ndarray | None = None  # the position of each of its elements in the owner's first array

    def positions(self) -> np.ndarray | None:
        if self.where is None or self.where.shape != self.array.shape:
            self.where = self.owner.positions(self.array)
        return self.where


def memory_of(array: np.ndarray) -> Any:
    """The object that owns the array's memory."""
    owner: Any = array
    while isinstance(owner, np.ndarray) and owner.base is not None:
        owner = owner.base
    return owner


def address(array: np.ndarray, item: Any) -> int:
    """Where in memory the number ``array[item]`` lies."""
    places = item if isinstance(item, tuple) else (item,)
    found: int = array.__array_interface__["data"][0]
    for place, length, stride in zip(places, array.shape, array.strides, strict=True):
        found += (int(place) % length) * stride
    return found


def cells_of(array: np.ndarray, origin: np.ndarray) -> np.ndarray:
    """How many elements after the origin's first one each element lies in memory."""
    size = max(array.itemsize, 1)
    start = array.__array_interface__["data"][0] - origin.__array_interface__["data"][0]
    found = np.full(array.shape, start // size, np.int64)
    for axis, (length, stride) in enumerate(zip(array.shape, array.strides, strict=True)):
        found += (np.arange(length) * (stride // size)).reshape([-1 if a == axis else 1 for a in range(array.ndim)])
    return found
