"""What one run of a script leaves: nodes for its numbers, found again by the identity of the objects that hold them.

Values stay plain, so that the script computes what it computes unrecorded; every object that has a node is kept alive, so
that its identity stays its own.
"""

import time
from typing import Any

import numpy as np

from clearprop.read.tape.buffers import Buffers
from clearprop.read.tape.stopping import Stopping
from clearprop.read.tape.tape import Template

DEPTH = 5
"""How deep lists in lists are looked through for numbers that have a node."""


class Whole(int):
    """An integer that the author wrote where it is kept: it has an identity, which Python's small integers lack."""


class Recorder:
    """The columns of a tape while it is written."""

    def __init__(self, stopping: Stopping, replacements: dict[tuple[int, int], Any]) -> None:
        self.ops: list[str] = []
        self.arguments: list[Any] = []
        self.values: list[Any] = []
        self.sites: list[int] = []
        self.calls: list[int] = []
        self.callers: list[tuple[int, int]] = [(0, -1)]
        self.passes: list[tuple[int, int, str]] = []
        self.used: list[tuple[str, int, int]] = []
        self.index: dict[int, int] = {}
        self.alive: list[Any] = []
        self.call = 0
        self.buffers = Buffers(self)
        self.stopping = stopping
        self.replacements = replacements
        self.ordinals: dict[int, int] = {}
        self.started = time.perf_counter()

    # Nodes

    def node(self, op: str, site: int, arguments: Any, value: Any) -> int:
        """A new node; its value is the script's own object, or a copy of an array."""
        self.ops.append(op)
        self.arguments.append(arguments)
        self.values.append(value)
        self.sites.append(site)
        self.calls.append(self.call)
        number = len(self.ops) - 1
        self.stopping.seen(self, number)
        return number

    def keep(self, value: Any, number: int) -> None:
        """The object stands for the node from now on."""
        self.index[id(value)] = number
        self.alive.append(value)

    def number(self, op: str, site: int, arguments: Any, value: Any) -> Any:
        """A number that was computed: the value, known from now on."""
        self.keep(value, self.node(op, site, arguments, value))
        return value

    def array(self, op: str, site: int, arguments: Any, value: np.ndarray) -> Any:
        number = self.node(op, site, arguments, copied(value))
        self.buffers.add(value, number)
        return value

    def found(self, op: str, site: int, arguments: Any, value: Any) -> Any:
        """Whatever an operation gave: numbers and arrays are recorded, everything else is passed on."""
        if isinstance(value, np.ndarray):
            if value.dtype.kind not in "fiub" or self.buffers.known(value):
                return value
            return self.array(op, site, arguments, value)
        if is_tracked(value) and id(value) not in self.index:
            return self.number(op, site, arguments, value)
        return value

    def leaf(self, site: int, value: Any, op: str = "leaf") -> Any:
        """A value that comes from nowhere: data, or what a generator drew. At a fresh point, another one in its place."""
        ordinal = self.ordinals[site] = self.ordinals.get(site, -1) + 1
        value = self.replaced(site, ordinal, value)
        arguments = (["c", ordinal],)
        if isinstance(value, np.ndarray):
            return self.array(op, site, arguments, value)
        return self.number(op, site, arguments, value)

    def replaced(self, site: int, ordinal: int, value: Any) -> Any:
        new = self.replacements.get((site, ordinal))
        if new is None:
            return value
        if isinstance(value, np.ndarray):
            if value.flags.writeable and value.dtype.kind == "f":
                value[...] = new
                return value
            return np.array(new).view(type(value)) if isinstance(value, np.matrix) else np.array(new)
        return type(value)(new) if isinstance(value, np.floating) else float(new)

    # Looking up

    def reference(self, value: Any) -> int | None:
        """The node of an object, as it is now."""
        if isinstance(value, np.ndarray):
            return self.buffers.reference(value)
        return self.index.get(id(value))

    def template(self, value: Any, site: int, depth: int = DEPTH) -> Template:
        """The value as an argument of a node."""
        kind = type(value)
        if kind is float or kind is int or kind is bool or kind is str or value is None:
            number = self.index.get(id(value)) if kind is float else None
            return ["c", value] if number is None else number
        if isinstance(value, np.ndarray):
            number = self.buffers.reference(value)
            if number is None and value.dtype.kind in "fiub":
                self.leaf(site, value)
                number = self.buffers.reference(value)
            return ["o", kind.__name__] if number is None else number
        if isinstance(value, float | int | np.number):
            number = self.index.get(id(value))
            return ["c", value.item() if isinstance(value, np.generic) else kind.__base__(value)] if number is None else number
        if isinstance(value, np.bool_):
            return ["c", bool(value)]
        if depth and kind is list:
            return ["l", *(self.template(part, site, depth - 1) for part in value)]
        if depth and isinstance(value, tuple):
            return ["t", *(self.template(part, site, depth - 1) for part in value)]
        if kind is slice:
            return ["s", *(self.template(part, site) for part in (value.start, value.stop, value.step))]
        if depth and isinstance(value, dict):
            return ["d", {str(key): self.template(part, site, depth - 1) for key, part in value.items()}]
        if value is Ellipsis:
            return ["e"]
        if isinstance(value, np.dtype) or (isinstance(value, type) and issubclass(value, np.generic | float | int | bool)):
            return ["y", np.dtype(value).name]
        return ["o", kind.__name__]

    def templates(self, site: int, positional: tuple[Any, ...], named: dict[str, Any] | None = None) -> Any:
        found = [self.template(value, site) for value in positional]
        if named:
            found.append(["k", {key: self.template(value, site) for key, value in named.items()}])
        return found

    def has_node(self, value: Any, depth: int = 3) -> bool:
        """Whether a number with a node is in the value."""
        if isinstance(value, np.ndarray):
            return self.buffers.known(value)
        if depth and isinstance(value, list | tuple):
            return any(self.has_node(part, depth - 1) for part in value)
        return id(value) in self.index


def is_tracked(value: Any) -> bool:
    """Whether a scalar can have a node: Python's floats, ours, NumPy's numbers; not integers, which are shared."""
    return isinstance(value, float | Whole | np.number) and not isinstance(value, np.complexfloating)


def copied(array: np.ndarray) -> np.ndarray:
    return np.array(array, copy=True, subok=False)
