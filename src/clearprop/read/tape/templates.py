"""The script's values as arguments of nodes: numbers of nodes where they have one, tagged constants where not."""

from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np

from clearprop.read.tape.recording import Recording
from clearprop.read.tape.tape import Template

DEPTH = 5
"""How deep lists in lists are looked through for numbers that have a node."""
TEXT = 100
"""Longer text is not an option of an operation."""


class Templates:
    """Arguments of nodes, for one recorder."""

    def __init__(self, recorder: Recording) -> None:
        self.recorder = recorder
        self.index = recorder.index

    def templates(self, site: int, positional: tuple[Any, ...], named: dict[str, Any] | None = None) -> Any:
        found = [self.template(value, site) for value in positional]
        if named:
            found.append(["k", {key: self.template(value, site) for key, value in named.items()}])
        return found

    def template(self, value: Any, site: int, depth: int = DEPTH) -> Template:
        """The value as an argument of a node."""
        kind = type(value)
        if kind is float or kind is int or kind is bool or value is None:
            number = self.index.get(id(value)) if kind is float else None
            return ["c", value] if number is None else number
        if isinstance(value, np.ndarray):
            return self.of_array(value, site)
        if isinstance(value, float | int | np.generic | Fraction | Decimal):
            number = self.index.get(id(value))
            return of_scalar(value) if number is None else number
        if isinstance(value, str):
            return ["c", str(value)[:TEXT]]
        if depth and isinstance(value, list | tuple):
            return ["l" if isinstance(value, list) else "t", *(self.template(part, site, depth - 1) for part in value)]
        if kind is slice:
            return ["s", *(self.template(part, site) for part in (value.start, value.stop, value.step))]
        if kind is range:
            return ["l", *(["c", part] for part in value)] if len(value) < 10_000 else ["o", "range"]
        if depth and isinstance(value, dict):
            return ["d", {str(key): self.template(part, site, depth - 1) for key, part in value.items()}]
        if value is Ellipsis:
            return ["e"]
        if isinstance(value, np.dtype) or (kind is type and issubclass(value, np.generic | float | int | bool)):
            return ["y", np.dtype(value).name]
        number = self.recorder.frames.referred(value, site)
        return ["o", kind.__name__] if number is None else number

    def of_array(self, value: np.ndarray, site: int) -> Template:
        number = self.recorder.buffers.reference(value)
        if number is None and value.dtype.kind in "fiub":
            self.recorder.leaf(site, value)
            number = self.recorder.buffers.reference(value)
        if number is None and value.dtype == object and value.size < 10_000:
            return ["l", *(self.template(part, site) for part in value.ravel())]
        return ["o", type(value).__name__] if number is None else number

    def has_node(self, value: Any, depth: int = 4) -> bool:
        """Whether a number with a node is in the value."""
        if id(value) in self.index:
            return True
        if isinstance(value, np.ndarray):
            if value.dtype == object:
                return any(self.has_node(part, depth - 1) for part in value.flat) if depth > 0 else False
            return bool(self.recorder.buffers.has_past(value))
        if depth > 0 and isinstance(value, list | tuple):
            return any(self.has_node(part, depth - 1) for part in value)
        if depth > 0 and isinstance(value, dict):
            return any(self.has_node(part, depth - 1) for part in value.values())
        return id(value) in self.recorder.frames.nodes


def of_scalar(value: Any) -> Template:
    """A number without a node."""
    if isinstance(value, np.bool_):
        return ["c", bool(value)]
    if isinstance(value, np.generic):
        found = value.item()
        return ["c", found] if isinstance(found, float | int | str) else ["o", type(value).__name__]
    if isinstance(value, int):
        return ["c", int(value)]
    return ["c", float(value)]
