"""A compiled step and its driver, called by ctypes: an epoch goes on in slices, so that Python can look in between."""

import ctypes
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from clearprop.execute.native.libraries import library
from clearprop.execute.native.step_source import arrays_of, native_file, number_of, step_source
from clearprop.ir import Program

SLICE = 0.1
"""Seconds after which the driver comes back."""
POINTER, WHOLE, REAL = ctypes.c_void_p, ctypes.c_int64, ctypes.c_double


class Epoch(ctypes.Structure):
    """``Epoch`` in driver.c, field by field."""

    _fields_ = (
        ("step", POINTER), ("last", POINTER), ("rows", WHOLE), ("batch", WHOLE), ("features", WHOLE), ("outputs", WHOLE),
        ("before", POINTER), ("after", POINTER), ("good", POINTER), ("x", POINTER), ("y", POINTER), ("order", POINTER),
        ("y_hat", POINTER), ("batch_x", POINTER), ("batch_y", POINTER), ("batch_y_hat", POINTER), ("update", REAL),
        ("key", REAL), ("limit", REAL), ("most", REAL), ("loss", REAL), ("total", REAL), ("seconds", REAL),
    )  # fmt: skip


class Compiled:
    """The steps of a network for a batch size and for the smaller batch at the end, and room for three points.

    ``programs``: by rows, the whole batch first; fused, with Products. NotCompiled where that does not work.
    """

    def __init__(self, programs: Mapping[int, Program]) -> None:
        self.batch, self.last = next(iter(programs)), [*programs][-1]
        first = programs[self.batch]
        self.names = arrays_of(first)
        sources = {f"step_{rows}.c": step_source(program, rows) for rows, program in programs.items()}
        sources["driver.c"] = f"typedef {number_of(first)} number;\n{native_file('driver.c')}"
        self.library = ctypes.CDLL(str(library(sources)))
        self.library.go_on.restype = WHOLE
        self.library.go_on.argtypes = (POINTER, WHOLE)
        self.dtype = first.input("x").type.numpy
        self.points = [Room.of(first, self.names) for _ in range(3)]
        shapes = {name: first.input(name).type.shape for name in ("x", "y")}
        self.batches = [np.empty(shapes[name], self.dtype) for name in ("x", "y", "y")]

    def begin(self, arrays: Mapping[str, np.ndarray], x: np.ndarray, y: np.ndarray, **options: Any) -> "Passing":
        return Passing(self, arrays, x, y, **options)

    def step(self, rows: int) -> Any:
        return ctypes.cast(getattr(self.library, f"step_{rows}"), POINTER).value


@dataclass(frozen=True)
class Room:
    """One point's arrays by name, and the pointers to them."""

    arrays: dict[str, np.ndarray]
    pointers: Any

    @classmethod
    def of(cls, program: Program, names: list[str]) -> "Room":
        arrays = {name: np.zeros(program.input(name).type.shape, program.input(name).type.numpy) for name in names}
        return cls(arrays, (POINTER * len(names))(*(array.ctypes.data for array in arrays.values())))

    def copies(self) -> dict[str, np.ndarray]:
        return {name: array.copy() for name, array in self.arrays.items()}


class Passing:
    """One epoch that is under way. ``x``: f[rows, features], ``y``: f[rows, outputs], both of the network's dtype."""

    def __init__(
        self, compiled: Compiled, arrays: Mapping[str, np.ndarray], x: np.ndarray, y: np.ndarray, *,
        order: np.ndarray | None, updates: int, key: int, limit: float | None,
    ) -> None:  # fmt: skip
        self.compiled, self.at, self.failed = compiled, 0, False
        self.y_hat = np.empty_like(y)
        self.held = (np.ascontiguousarray(x), np.ascontiguousarray(y), order)  # the driver has their addresses
        first = compiled.points[0]
        for name, room in first.arrays.items():
            room[...] = arrays[name]
        x, y, _ = self.held
        rooms = [ctypes.addressof(room.pointers) for room in compiled.points]
        batches = [array.ctypes.data for array in compiled.batches]
        self.epoch = Epoch(
            compiled.step(compiled.batch), compiled.step(compiled.last), len(x), compiled.batch, x.shape[1], y.shape[1],
            *rooms, x.ctypes.data, y.ctypes.data, None if order is None else order.ctypes.data,
            self.y_hat.ctypes.data, *batches, updates, key, -1.0 if limit is None else limit,
            1 + float(np.max(y**2, initial=0.0)), 0.0, 0.0, SLICE,
        )  # fmt: skip

    @property
    def under_way(self) -> bool:
        return not self.failed and self.at < self.epoch.rows

    def go_on(self) -> None:
        """Some more batches, a tenth of a second long; ``failed`` where a loss was not finite or beyond the limit."""
        at = self.compiled.library.go_on(ctypes.addressof(self.epoch), self.at)
        self.failed, self.at = at < 0, max(at, 0)

    def point(self, which: str = "before") -> dict[str, np.ndarray]:
        """What training has come to; "good": what it was before the last update that was looked at."""
        address = getattr(self.epoch, which)
        room = next(room for room in self.compiled.points if ctypes.addressof(room.pointers) == address)
        return room.copies()
