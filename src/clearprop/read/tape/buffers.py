"""Arrays and their memory: which node an array's numbers are now, whoever wrote into them, through whichever view.

Memory belongs to an owner. A write through any view of it makes a new node of the owner's whole content; a view that was
taken before is read again when it is used. What was written element by element is found again element by element.
"""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from clearprop.read.tape.recorder import Recorder


@dataclass
class Owner:
    """A piece of memory: the first array known of it, its node now, and which write each element is from."""

    first: np.ndarray
    node: int
    version: int = 0
    cells: np.ndarray | None = None  # of ``first``: which element of the memory each of its elements is
    order: np.ndarray | None = None  # element of the memory -> position in ``first``, raveled
    latest: np.ndarray | None = None  # by position in ``first``: the write that it is from
    writes: dict[int, tuple[int, np.ndarray]] = field(default_factory=dict)  # write -> (node, positions)
    pending: list[int] = field(default_factory=list)  # writes that ``node`` does not contain yet


@dataclass
class View:
    """What is known of an array object."""

    owner: Owner
    node: int
    version: int
    array: np.ndarray  # kept alive, so that its id stays its own


class Buffers:
    """The arrays of a recording by their identity."""

    def __init__(self, recorder: "Recorder") -> None:
        self.recorder = recorder
        self.views: dict[int, View] = {}
        self.owners: dict[int, Owner] = {}

    def known(self, array: np.ndarray) -> bool:
        return id(array) in self.views

    def add(self, array: np.ndarray, node: int) -> None:
        """The array's numbers are the node's."""
        memory = memory_of(array)
        owner = self.owners.get(id(memory))
        if owner is None:
            owner = self.owners[id(memory)] = Owner(array, node)
            self.recorder.alive.append(memory)
        self.views[id(array)] = View(owner, node, owner.version, array)

    def reference(self, array: np.ndarray) -> int | None:
        """The node of the array's numbers as they are now; None for an array that is not known."""
        view = self.views.get(id(array))
        if view is None:
            memory = memory_of(array)
            owner = self.owners.get(id(memory))
            if owner is None or owner.first is array:
                return None
            positions = self.positions(owner, array)  # a view that was made unseen
            if positions is None:
                return None
            view = self.views[id(array)] = View(owner, -1, -1, array)
        owner = view.owner
        if view.version == owner.version:
            return view.node
        view.node = self.content(owner) if array is owner.first else self.read(owner, array)
        view.version = owner.version
        return view.node

    def content(self, owner: Owner) -> int:
        """The node of the owner's whole content; writes that wait are put in."""
        if owner.pending:
            parts = [owner.writes[write] for write in owner.pending if write in owner.writes]
            arguments = [owner.node]
            for node, positions in parts:
                arguments += [node, ["c", positions.tolist()]]
            owner.node = self.recorder.node("write", self.site_of(parts, owner), arguments, np.array(owner.first, subok=False))
            owner.pending = []
        return owner.node

    def site_of(self, parts: list[tuple[int, np.ndarray]], owner: Owner) -> int:
        return self.recorder.sites[parts[-1][0] if parts else owner.node]

    def read(self, owner: Owner, array: np.ndarray) -> int:
        """The node of some of the owner's elements: the node that was written there, or a reading of the content."""
        positions = self.positions(owner, array)
        assert positions is not None
        written = self.written(owner, positions, array.shape)
        if written is not None:
            return written
        content = self.content(owner)
        value = np.array(array, subok=False)
        return self.recorder.node("read", self.recorder.sites[owner.node], [content, ["c", positions.tolist()]], value)

    def written(self, owner: Owner, positions: np.ndarray, shape: tuple[int, ...]) -> int | None:
        """The node whose numbers were written just there."""
        if owner.latest is None or positions.size == 0:
            return None
        latest = owner.latest[positions]
        write = int(latest.flat[0])
        if write == 0 or (latest != write).any() or write not in owner.writes:
            return None
        node, where = owner.writes[write]
        same = where.shape == positions.shape and bool((where == positions).all())
        return node if same and np.shape(self.recorder.values[node]) == shape else None

    def element(self, array: np.ndarray, item: Any) -> int | None:
        """The node that was written just where ``array[item]`` stands, if one was."""
        view = self.views.get(id(array))
        if view is None or view.owner.latest is None:
            return None
        positions = self.positions(view.owner, array)
        if positions is None:
            return None
        found = np.asarray(positions.reshape(array.shape)[item])
        return self.written(view.owner, found.ravel(), found.shape)

    def write(self, array: np.ndarray, item: Any, node: int, whole: bool) -> None:
        """``node`` was written at ``array[item]``, just now; the array's memory has its new numbers already."""
        self.reference(array)
        view = self.views.get(id(array))
        if view is None:
            return
        owner = view.owner
        owner.version += 1
        if whole and array is owner.first:
            owner.node, owner.latest, owner.writes, owner.pending = node, None, {}, []
            view.node, view.version = node, owner.version
            return
        positions = self.positions(owner, array)
        assert positions is not None
        where = np.asarray(positions.reshape(array.shape)[item]).ravel() if not whole else positions.ravel()
        if owner.latest is None:
            owner.latest = np.zeros(owner.first.size, np.int64)
        write = owner.version
        owner.latest[where] = write
        owner.writes[write] = (node, where)
        owner.pending.append(write)
        if whole:
            view.node, view.version = node, owner.version

    def positions(self, owner: Owner, array: np.ndarray) -> np.ndarray | None:
        """Which element of the owner's first array each element of this view of its memory is; None if not all are."""
        if owner.cells is None:
            owner.cells = cells_of(owner.first, owner.first)
            low = owner.cells.min(initial=0)
            owner.order = np.full(int(owner.cells.max(initial=0) - low) + 1, -1)
            owner.order[owner.cells.ravel() - low] = np.arange(owner.first.size)
        if array is owner.first:
            return np.arange(array.size).reshape(array.shape)
        if array.itemsize != owner.first.itemsize:
            return None
        assert owner.order is not None
        places = cells_of(array, owner.first) - owner.cells.min(initial=0)
        if places.size and (places.min() < 0 or places.max() >= owner.order.size):
            return None
        found: np.ndarray = owner.order[places]
        return None if (found < 0).any() else found


def memory_of(array: np.ndarray) -> Any:
    """The object that owns the array's memory."""
    owner: Any = array
    while isinstance(owner, np.ndarray) and owner.base is not None:
        owner = owner.base
    return owner


def cells_of(array: np.ndarray, origin: np.ndarray) -> np.ndarray:
    """How many elements after the origin's first one each element lies in memory."""
    start = array.__array_interface__["data"][0] - origin.__array_interface__["data"][0]
    found = np.full(array.shape, start // max(array.itemsize, 1), np.int64)
    for axis, (size, stride) in enumerate(zip(array.shape, array.strides, strict=True)):
        steps = np.arange(size) * (stride // max(array.itemsize, 1))
        found += steps.reshape([-1 if a == axis else 1 for a in range(array.ndim)])
    return found
