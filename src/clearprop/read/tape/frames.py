"""Series and DataFrames of pandas, as far as they carry numbers: taken as a whole, with the values that they hold.

What is written into one makes it a new source of data; recording follows numbers through them, not into them.
"""

from collections.abc import Iterator
from typing import Any

import numpy as np

from clearprop.read.tape.recording import Recording


class Frames:
    """The pandas objects of a recording by their identity."""

    def __init__(self, recorder: Recording) -> None:
        self.recorder = recorder
        self.nodes: dict[int, tuple[Any, int]] = {}

    def values(self, frame: Any) -> np.ndarray | None:
        """The numbers; None where the object holds others."""
        try:
            found = np.array(frame.to_numpy())
        except (TypeError, ValueError):
            return None
        return found if found.dtype.kind in "fiub" else None

    def add(self, op: str, site: int, arguments: Any, frame: Any) -> Any:
        values = self.values(frame)
        if values is not None:
            self.nodes[id(frame)] = (frame, self.recorder.node(op, site, arguments, values))
        return frame

    def reference(self, frame: Any) -> int | None:
        entry = self.nodes.get(id(frame))
        return None if entry is None else entry[1]

    def referred(self, value: Any, site: int) -> int | None:
        """The node of a pandas object, which becomes data where it is met for the first time; None for anything else."""
        kind = type(value)
        if kind.__name__ not in ("Series", "DataFrame") or not kind.__module__.startswith("pandas"):
            return None
        if id(value) not in self.nodes:
            ordinal = self.recorder.ordinals[site] = self.recorder.ordinals.get(site, -1) + 1
            self.add("leaf", site, (["c", ordinal],), value)
        return self.reference(value)

    def elements(self, site: int, series: Any) -> Iterator[Any]:
        """The numbers of a Series one after the other."""
        number = self.reference(series)
        for i, value in enumerate(series):
            yield self.recorder.found("getitem", site, [number, ["c", i]], value)

    def changed(self, frame: Any) -> None:
        self.nodes.pop(id(frame), None)
