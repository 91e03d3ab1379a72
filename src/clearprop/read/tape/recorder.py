"""What one run of a script leaves: nodes for its numbers, found again by the identity of the objects that hold them.

Values stay plain, so that the script computes what it computes unrecorded; every object that has a node is kept alive, so
that its identity stays its own.
"""

from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np

from clearprop.read.tape.buffers import Buffers
from clearprop.read.tape.frames import Frames
from clearprop.read.tape.round_trips import RoundTrips
from clearprop.read.tape.stopping import SUMS, Stopping
from clearprop.read.tape.tape import COMPARED
from clearprop.read.tape.templates import Templates

MOST_LEAVES = {"literal": 50_000, "leaf": 100_000}
"""How many numbers of one place of the script get an identity; who reads a million of them keeps them in arrays."""


class Whole(int):
    """An integer that has an identity, which Python's small integers lack."""

    def __copy__(self) -> "Whole":
        return self

    def __deepcopy__(self, memo: Any) -> "Whole":
        return self

    def __reduce__(self) -> Any:
        return int, (int(self),)


class Recorder:
    """The columns of a tape while it is written."""

    def __init__(self, stopping: Stopping, replacements: dict[tuple[int, int], Any], most_bytes: int) -> None:
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
        self.tested: list[int] = []  # the nodes of numbers that were compared
        self.compared: tuple[Any, ...] = ()  # the operands of the last comparison of numbers
        self.stopping = stopping
        self.replacements = replacements
        self.ordinals: dict[int, int] = {}
        self.written: dict[int, tuple[tuple[int | str, int], ...]] = {}
        self.files: set[str] = set()  # the script and its sibling modules
        self.modules = {"__main__"}
        self.buffers = Buffers(self, most_bytes)
        self.frames = Frames(self)
        self.trips = RoundTrips(self)
        self.specials: dict[Any, Callable[..., Any]] = {}  # what takes the place of a function that the script calls
        templates = Templates(self)
        self.template: Callable[..., Any] = templates.template
        self.templates: Callable[..., Any] = templates.templates
        self.has_node: Callable[..., bool] = templates.has_node

    # Nodes

    def node(self, op: str, site: int, arguments: Any, value: Any) -> int:
        """A new node; its value is the script's own object, or a copy of an array. Leaves the script if it is time."""
        if self.stopping.reached:
            self.stopping.leave()
        return self.event(op, site, arguments, value)

    def event(self, op: str, site: int, arguments: Any, value: Any) -> int:
        """A new node of something that has happened already, so that it must be recorded."""
        number = len(self.ops)
        self.ops.append(op)
        self.arguments.append(arguments)
        self.values.append(value)
        self.sites.append(site)
        self.calls.append(self.call)
        if op in SUMS:
            self.stopping.chain(self, number)
        if number >= self.stopping.look_at:
            self.stopping.look(self, number)
        return number

    def keep(self, value: Any, number: int) -> None:
        """The object stands for the node from now on."""
        self.index[id(value)] = number
        self.alive.append(value)

    def number(self, op: str, site: int, arguments: Any, value: Any) -> Any:
        """A number that was computed: the value, known from now on."""
        self.keep(value, self.node(op, site, arguments, shown(value)))
        return value

    def array(self, op: str, site: int, arguments: Any, value: np.ndarray) -> Any:
        number = self.node(op, site, arguments, None)
        self.values[number] = self.buffers.content_of(value, number)
        self.buffers.add(value, number)
        return value

    def found(self, op: str, site: int, arguments: Any, value: Any) -> Any:
        """Whatever an operation gave: numbers and arrays are recorded, everything else is passed on."""
        if isinstance(value, np.ndarray):
            if value.dtype.kind not in "fiub" or self.buffers.known(value):
                return value
            return self.array(op, site, arguments, value)
        if is_tracked(value):
            return value if id(value) in self.index else self.number(op, site, arguments, value)
        if is_frame(value):
            return self.frames.add(op, site, arguments, value)
        return value

    def leaf(self, site: int, value: Any, op: str = "leaf") -> Any:
        """A value that comes from nowhere: data, or what a generator drew. At a fresh point, another one in its place."""
        ordinal = self.ordinals[site] = self.ordinals.get(site, -1) + 1
        if ordinal > MOST_LEAVES[op] and not isinstance(value, np.ndarray):
            return int(value) if type(value) is Whole else value
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
            new = np.reshape(new, value.shape)
            if value.flags.writeable and value.dtype.kind == "f":
                value[...] = new
                return value
            return np.array(new).view(type(value)) if isinstance(value, np.matrix) else np.array(new)
        if isinstance(value, np.floating | Decimal):
            return type(value)(float(new))
        return float(new)

    # Looking up

    def reference(self, value: Any) -> int | None:
        """The node of an object, as it is now."""
        if isinstance(value, np.ndarray):
            return self.buffers.reference(value)
        if is_frame(value):
            return self.frames.reference(value)
        return self.index.get(id(value))

    def note(self, use: str, value: Any, site: int) -> None:
        """The value was printed, formatted or appended."""
        number = self.reference(value)
        if number is not None:
            self.used.append((use, number, site))

    def compare(self, site: int, left: Any, right: Any) -> None:
        """Two numbers were compared, which may decide what is done next."""
        for value in (left, right):
            number = self.index.get(id(value))
            if number is not None:
                self.used.append((COMPARED, number, site))
                self.tested.append(number)

    def name(self, value: Any, site: int, name: str) -> None:
        """The value got a name; so did what a list holds, but for the name."""
        number = self.reference(value)
        if number is not None:
            self.passes.append((number, site, name))
        elif type(value) is list or type(value) is tuple:
            self.passes += [(part, site, "") for part in self.held(value, HELD, DEEP)]

    def held(self, values: list[Any] | tuple[Any, ...], most: int, deep: int) -> list[int]:
        """The nodes of the numbers, and of a list's arrays, in a value and the lists in it; none of more than ``most``."""
        found: list[int] = []
        for value in values if len(values) <= most else ():
            if type(value) is list or type(value) is tuple:
                found += self.held(value, most - len(found), deep - 1) if deep else []
            elif type(values) is list or not isinstance(value, np.ndarray):
                number = self.reference(value)
                found += [] if number is None else [number]
        return found if len(found) <= most else []

    def enter(self, site: int) -> int:
        """A function of the script is called: what it computes is told to this call. The call that was running before."""
        before = self.call
        self.callers.append((before, site))
        self.call = len(self.callers) - 1
        return before

    def again(self, value: Any) -> Any:
        """The same number as another object."""
        if isinstance(value, float) and not isinstance(value, np.generic):
            return value * 1.0 if type(value) is float else value
        return Whole(value) if isinstance(value, int) else type(value)(value)


HELD = 256
"""Numbers in a list up to which it is told that they got a name together."""
DEEP = 3
"""Lists within lists, up to which they are looked into: one may hold itself."""


def is_tracked(value: Any) -> bool:
    """Whether a scalar can have a node: Python's floats, ours, NumPy's numbers; not integers, which are shared."""
    return isinstance(value, float | Whole | np.number | Fraction | Decimal) and not isinstance(
        value, np.complexfloating
    )


def is_frame(value: Any) -> bool:
    """Whether it is a pandas object that holds numbers."""
    kind = type(value)
    return kind.__name__ in ("Series", "DataFrame") and kind.__module__.startswith("pandas")


def shown(value: Any) -> Any:
    """A number as the tape holds it."""
    return float(value) if isinstance(value, Fraction | Decimal) else value
