"""Arrays and their memory: which node an array's numbers are now, whoever wrote into them, through whichever view.

Memory belongs to an owner. A write through any view of it makes a new node of the owner's whole content; a view that was
taken before is read again when it is used. What was written element by element is found again element by element.
"""

from typing import Any

import numpy as np

from clearprop.read.tape.memory import Owner, View, address, memory_of
from clearprop.read.tape.recording import Recording

LARGE = 1 << 20
"""Bytes from which an array is not copied until somebody writes into it."""


class Buffers:
    """The arrays of a recording by their identity."""

    def __init__(self, recorder: Recording, most: int) -> None:
        self.recorder = recorder
        self.views: dict[int, View] = {}
        self.owners: dict[int, list[Owner]] = {}
        self.pinned: dict[int, list[int]] = {}
        self.most = most
        self.held = 0

    def known(self, array: np.ndarray) -> bool:
        """Whether the array has been recorded."""
        return id(array) in self.views

    def has_past(self, array: np.ndarray) -> bool:
        """Whether its numbers have been recorded, be it through another array."""
        return id(array) in self.views or (array.base is not None and self.view(array) is not None)

    def follows(self, array: np.ndarray) -> bool:
        """Whether there is a node for its numbers; writes that wait are not put in for the asking."""
        view = self.view(array)
        return view is not None and (array is view.owner.first or view.positions() is not None)

    # Values of nodes

    def content_of(self, array: np.ndarray, number: int) -> np.ndarray:
        """The array's numbers for a node: a copy, or a large array itself until its memory is written."""
        if array.nbytes < LARGE:
            self.hold(array.nbytes)
            return np.array(array, copy=True, subok=False)
        memory = memory_of(array)
        if id(memory) not in self.pinned:
            self.pinned[id(memory)] = []
            self.recorder.alive.append(memory)
            self.hold(array.nbytes)
        self.pinned[id(memory)].append(number)
        return array.view(np.ndarray)

    def before_write(self, array: np.ndarray) -> None:
        """The array's memory is about to change: nodes that hold it take a copy."""
        pinned = self.pinned.pop(id(memory_of(array)), None) if self.pinned else None
        for number in pinned or ():
            self.recorder.values[number] = np.array(self.recorder.values[number])
            self.hold(self.recorder.values[number].nbytes)

    def hold(self, count: int) -> None:
        self.held += count
        self.recorder.stopping.weigh(count)
        if self.held > self.most:
            self.recorder.stopping.reached = self.recorder.stopping.reached or "limit"

    # Arrays

    def add(self, array: np.ndarray, node: int) -> None:
        """The array's numbers are the node's."""
        memory = memory_of(array)
        owner = self.owner(memory, array)
        if owner is None:
            self.own(memory, array, node)
        else:
            self.views[id(array)] = View(owner, node, owner.version, array)

    def own(self, memory: Any, array: np.ndarray, node: int) -> None:
        """A piece of memory that is not known yet, or of which only parts are."""
        owner = Owner(array, node)
        self.views[id(array)] = View(owner, node, 0, array)
        others = self.owners.setdefault(id(memory), [])
        if not others:
            self.recorder.alive.append(memory)
        for part in [other for other in others if owner.contains(other.first)]:
            self.join(owner, part)
            others.remove(part)
        others.append(owner)

    def join(self, owner: Owner, part: Owner) -> None:
        """What was known of a part of the memory is known of the whole."""
        where = owner.positions(part.first)
        if where is None:
            return
        self.write(owner.first, None, self.content(part), where.ravel())
        for view in self.views.values():
            if view.owner is part:
                view.owner, view.version, view.where = owner, -1, None

    def owner(self, memory: Any, array: np.ndarray) -> Owner | None:
        owners = self.owners.get(id(memory))
        if owners is None:
            if memory is array or isinstance(memory, np.ndarray):
                return None
            owners = [
                owner for several in self.owners.values() for owner in several if owner.first.flags.owndata
            ]  # C lends it
        for owner in owners:
            if owner.first is array or owner.contains(array):
                return owner
        return None

    def view(self, array: np.ndarray) -> View | None:
        """What is known of the array; also of a view that was made unseen."""
        view = self.views.get(id(array))
        if view is None:
            owner = self.owner(memory_of(array), array)
            if owner is None or owner.positions(array) is None:
                return None
            view = self.views[id(array)] = View(owner, -1, -1, array)
        return view

    def reference(self, array: np.ndarray) -> int | None:
        """The node of the array's numbers as they are now; None for an array that is not known."""
        view = self.view(array)
        if view is None:
            return None
        owner = view.owner
        if view.version != owner.version:
            if array is owner.first:
                view.node = self.content(owner)
            elif view.positions() is None:
                return None
            elif not self.unchanged(view):
                view.node = self.read(view)
            view.version = owner.version
        return view.node

    def unchanged(self, view: View) -> bool:
        """Whether nothing was written into the view since it was last looked at."""
        owner, where = view.owner, view.positions()
        if view.version < owner.renewed:
            return False
        return owner.latest is None or bool((owner.latest[where] <= view.version).all())

    def content(self, owner: Owner) -> int:
        """The node of the owner's whole content; writes that wait are put in."""
        if owner.pending:
            parts = [owner.writes[write] for write in owner.pending]
            arguments: list[Any] = [owner.node]
            for node, positions in parts:
                arguments += [node, ["c", positions.tolist()]]
            owner.node = self.recorder.event("write", self.recorder.sites[parts[-1][0]], arguments, None)
            self.recorder.values[owner.node] = self.content_of(owner.first, owner.node)
            owner.pending = []
        return owner.node

    def read(self, view: View) -> int:
        """The node of some of the owner's elements: the node that was written there, or a reading of the content."""
        where = view.positions()
        assert where is not None
        written = self.written(view.owner, where, view.array.shape)
        if written is not None:
            return written
        site = self.recorder.sites[view.owner.node]
        number = self.recorder.event("read", site, [self.content(view.owner), ["c", where.tolist()]], None)
        self.recorder.values[number] = self.content_of(view.array, number)
        return number

    def written(self, owner: Owner, where: np.ndarray, shape: tuple[int, ...]) -> int | None:
        """The node whose numbers were written just there."""
        if owner.latest is None or where.size == 0:
            return None
        latest = owner.latest[where]
        write = int(latest.flat[0])
        if write == 0 or (latest != write).any():
            return None
        node, written = owner.writes[write]
        same = written.size == where.size and bool((written == where.ravel()).all())
        return node if same and np.shape(self.recorder.values[node]) == shape else None

    def part(self, array: np.ndarray, item: Any) -> tuple[int, Any] | None:
        """Where ``array[item]`` was written: a node, and the place in it (None: all of it); None where it is not simple."""
        view = self.views.get(id(array))
        if view is None:
            return None
        owner, latest = view.owner, view.owner.latest
        grid = None if latest is None else view.positions()
        if grid is None or latest is None:
            return None
        where = grid[item]
        if isinstance(where, np.ndarray):
            node = self.written(owner, where, where.shape)
            return None if node is None else (node, None)
        write = int(latest[where])
        if write:
            node, written = owner.writes[write]
            inside = int(np.flatnonzero(written == where)[-1]) if written.size > 1 else 0
        else:
            node, inside = owner.origin, int(where)
        shape = np.shape(self.recorder.values[node])
        return node, (tuple(int(i) for i in np.unravel_index(inside, shape)) if shape else None)

    def number(self, array: np.ndarray, item: Any) -> int | None:
        """The node with which the number ``array[item]`` was read before, where nothing was written there since."""
        view = self.views.get(id(array))
        if view is None or not view.owner.numbers:
            return None
        known = view.owner.numbers.get(address(array, item))
        if known is None:
            return None
        node, version = known
        latest, grid = view.owner.latest, view.positions() if view.owner.latest is not None else None
        unchanged = latest is None or (grid is not None and latest[grid[item]] <= version)
        return node if unchanged else None

    def was_read(self, array: np.ndarray, item: Any, node: int) -> None:
        """The number ``array[item]`` was read with that node."""
        view = self.views.get(id(array))
        if view is not None:
            view.owner.numbers[address(array, item)] = node, view.owner.version

    def unwritten(self, array: np.ndarray, item: Any) -> int | None:
        """The node of all that no write has changed, where ``array[item]`` is a part of that and others were written."""
        view = self.views.get(id(array))
        grid = None if view is None or array is not view.owner.first else view.positions()
        if view is None or grid is None or view.owner.latest is None:
            return None
        where = view.owner.latest[grid[item]]
        return None if np.any(where) else view.owner.origin

    def write(self, array: np.ndarray, item: Any, node: int, where: np.ndarray | None = None) -> None:
        """``node`` was written at ``array[item]`` (None: everywhere), just now; the memory has its new numbers already."""
        view = self.view(array)
        if view is None:
            return
        owner = view.owner
        if where is None and item is None and array is owner.first:
            owner.version += 1
            owner.start_again(node)
            view.node, view.version = node, owner.version
            return
        grid = view.positions()
        if grid is None:
            return
        if where is None:
            where = np.asarray(grid if item is None else grid[item]).ravel()
        owner.version += 1
        latest = owner.latest = np.zeros(owner.first.size, np.int64) if owner.latest is None else owner.latest
        latest[where] = owner.version
        owner.writes[owner.version] = (node, where)
        owner.pending.append(owner.version)
        if item is None and where.size == array.size:
            view.node, view.version = node, owner.version
