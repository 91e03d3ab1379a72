"""The tape: what a script computed, one node an operation, in order. Plain columns; it goes between processes as bytes.

A node's arguments are templates. A template is an ``int``, which is another node, or tagged: ``["c", 2.0]`` is a constant,
``["l", ...]`` and ``["t", ...]`` are a list and a tuple of templates, ``["s", start, stop, step]`` a slice, ``["d", {...}]``
a dictionary, ``["k", {...}]`` the named arguments, ``["e"]`` an ellipsis, ``["y", "float64"]`` a dtype, and ``["o", text]``
something that is no number.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from clearprop.read.tape.packing import filled_up, packed, unpacked

Template = Any  # int | list[Any]; recursive types are beyond JSON's tagged lists
MOST_BYTES = 60 << 20
NODE_BYTES = 100
"""About what a node takes in the header."""
SIZE = 8
"""Bytes that say how long the header is."""
COMPARED = "compare"
"""The use of a number that was compared with another one."""
LEAVES = ("leaf", "literal")
"""Ops of nodes that come from nowhere: data, what a generator drew, what the author wrote down."""


@dataclass
class Site:
    """A place in the script; columns as ``ast`` counts them (bytes)."""

    line: int
    column: int
    end_line: int
    end_column: int
    function: str
    file: str = ""


@dataclass
class Tape:
    """Columns of nodes, and what else the run left: names, places, what user functions returned, how it ended."""

    ops: list[str] = field(default_factory=list)
    arguments: list[Template] = field(default_factory=list)
    values: list[Any] = field(default_factory=list)  # floats, ints and arrays
    sites: list[int] = field(default_factory=list)
    calls: list[int] = field(default_factory=list)  # in which call of a function of the script
    callers: list[tuple[int, int]] = field(default_factory=list)  # of each call: the call that it was made in, the site
    passes: list[tuple[int, int, str]] = field(default_factory=list)  # (node, site, name) where a value got a name
    places: list[tuple[list[Any], int]] = field(default_factory=list)  # where a node's value is kept at the end
    used: list[tuple[str, int, int]] = field(default_factory=list)  # (print, format, compare, ...; node; site)
    table: list[Site] = field(default_factory=list)
    ended: str = ""
    error: str = ""
    failed_at: int | None = None  # the script's line at which the error came up
    remarks: list[Any] = field(default_factory=list)
    seconds: float = 0.0
    absent: list[int] = field(default_factory=list)  # nodes of values too large to be sent: only their shape is right

    def __len__(self) -> int:
        return len(self.ops)

    def operands(self, node: int) -> list[int]:
        """The nodes that a node was computed from, in order."""
        return list(refs(self.arguments[node]))

    def site(self, node: int) -> Site:
        return self.table[self.sites[node]]

    def to_bytes(self) -> bytes:
        """A header of JSON, then the numbers of arrays; what would make it too large to be answered is left out."""
        most = MOST_BYTES - NODE_BYTES * len(self.ops)
        values, blobs, absent = packed(self.values, most)
        header = {
            "ops": self.ops, "arguments": self.arguments, "values": values, "sites": self.sites, "calls": self.calls,
            "callers": self.callers, "passes": self.passes, "places": self.places, "used": self.used,
            "table": [[s.line, s.column, s.end_line, s.end_column, s.function, s.file] for s in self.table],
            "ended": self.ended, "error": self.error, "failed_at": self.failed_at,
            "remarks": self.remarks, "seconds": self.seconds, "absent": absent,
        }  # fmt: skip
        text = filled_up(json.dumps(header).encode(), b" ", SIZE)
        return len(text).to_bytes(SIZE, "little") + text + b"".join(blobs)

    @classmethod
    def from_bytes(cls, data: bytes) -> "Tape":
        """The tape that ``to_bytes`` wrote. ValueError where it is none."""
        size = int.from_bytes(data[:SIZE], "little")
        header = json.loads(data[SIZE : SIZE + size])
        blob = memoryview(data)[SIZE + size :]
        header["values"] = [unpacked(entry, blob) for entry in header["values"]]
        header["table"] = [Site(*entry) for entry in header["table"]]
        return cls(**header)


def refs(arguments: Iterable[Template]) -> Iterator[int]:
    """The nodes in the arguments, in order."""
    for part in arguments:
        if type(part) is int:
            yield part
        elif part[0] in ("l", "t", "s"):
            yield from refs(part[1:])
        elif part[0] in ("d", "k"):
            yield from refs(part[1].values())
