"""Compiled steps and their driver, called by ctypes: training goes on in slices, so that Python can look in between."""

import copy
import ctypes
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from clearprop.execute.native.libraries import loaded
from clearprop.execute.native.room import ALIGNED
from clearprop.execute.native.step_source import arrays_of, training_source
from clearprop.ir import Program

SLICE = 0.1
"""Seconds after which the driver comes back."""
POINTER, WHOLE, REAL = ctypes.c_void_p, ctypes.c_int64, ctypes.c_double
GOES_ON, DIVERGED, NOT_FINITE = range(3)
"""How a call of the driver ended."""
NONE, CLASSES, SIDES, SQUARES = range(4)
"""What it sums for the metric."""


class Training(ctypes.Structure):
    """``Training`` in driver.c, field by field."""

    _fields_ = (
        ("rows", WHOLE), ("epochs", WHOLE), ("epoch", WHOLE), ("row", WHOLE), ("sizes", POINTER),
        ("arrays", POINTER), ("kept", POINTER), ("fresh", POINTER), ("room", POINTER),
        ("x", POINTER), ("y", POINTER), ("order", POINTER),
        ("batch_x", POINTER), ("batch_y", POINTER), ("batch_y_hat", POINTER),
        ("losses", POINTER), ("seconds", POINTER), ("sums", POINTER), ("metric", WHOLE), ("threshold", REAL),
        ("update", REAL), ("key", REAL), ("kept_update", REAL), ("kept_epoch", WHOLE), ("kept_row", WHOLE),
        ("limit", REAL), ("most", REAL), ("loss", REAL), ("slice", REAL),
    )  # fmt: skip


class Compiled:
    """The steps of a network for a batch size and for the smaller batch at the end, and what one training needs with them.

    ``programs``: by rows, the whole batch first; fused, with Products. NotCompiled where that does not work.
    """

    def __init__(self, programs: Mapping[int, Program]) -> None:
        self.first = next(iter(programs.values()))
        self.library = loaded({"training.c": training_source(programs)}, "go_on_all", "room_bytes")
        self.library.room_bytes.restype = WHOLE
        self.library.go_on_all.restype = None
        self.library.go_on_all.argtypes = (POINTER, WHOLE, POINTER)
        names = arrays_of(self.first)
        self.sizes = np.array([self.first.input(name).type.size for name in names], np.int64)
        self.furnish()

    def furnish(self) -> None:
        """Three points, room for the steps' own arrays, and batches."""
        names = arrays_of(self.first)
        self.points = [Place.of(self.first, names) for _ in range(3)]
        self.room = aligned(self.library.room_bytes())
        types = [self.first.input(name).type for name in ("x", "y", "y")]
        self.batches = [np.empty(kind.shape, kind.numpy) for kind in types]
        fields = ("arrays", "kept", "fresh", "batch_x", "batch_y", "batch_y_hat")
        addresses = [point.address for point in self.points] + [batch.ctypes.data for batch in self.batches]
        self.fields = dict(zip(fields, addresses, strict=True)) | {
            "sizes": self.sizes.ctypes.data, "room": self.room.ctypes.data, "kept_update": -1,
        }  # fmt: skip

    def training_from(self, **fields: Any) -> Training:
        """What the driver is told: these fields, and those of every training with this room."""
        return Training(**self.fields, **fields, slice=SLICE)

    def another(self) -> "Compiled":
        """The same code, with points and a room of its own, for a training at the same time."""
        made = copy.copy(self)
        made.furnish()
        return made

    def begin(self, arrays: Mapping[str, np.ndarray], x: np.ndarray, y: np.ndarray, **options: Any) -> "Passing":
        return Passing(self, arrays, x, y, **options)


def aligned(size: int) -> np.ndarray:
    """So many bytes, from a border of a line of memory on."""
    found = np.zeros(size + ALIGNED, np.uint8)
    return found[-found.ctypes.data % ALIGNED :][:size]


@dataclass(frozen=True)
class Place:
    """One point's arrays by name, and the pointers to them."""

    arrays: dict[str, np.ndarray]
    pointers: Any

    @classmethod
    def of(cls, program: Program, names: list[str]) -> "Place":
        types = {name: program.input(name).type for name in names}
        arrays = {
            name: aligned(kind.size * kind.numpy.itemsize).view(kind.numpy).reshape(kind.shape)
            for name, kind in types.items()
        }
        return cls(arrays, (POINTER * len(names))(*(array.ctypes.data for array in arrays.values())))

    @cached_property
    def address(self) -> int:
        return ctypes.addressof(self.pointers)

    def copies(self) -> dict[str, np.ndarray]:
        return {name: array.copy() for name, array in self.arrays.items()}


class Passing:
    """Some epochs that are under way, with the compiled steps and their room; these serve one Passing at a time.

    ``x``: f[rows, features], ``y``: f[rows, outputs], both of the network's dtype; ``orders``: i64[epochs, rows], or None:
    the rows as they are. For each epoch ``losses``, the sum over rows, ``seconds`` and ``sums``: f64[epochs, outputs], what
    the metric is made of.
    """

    def __init__(
        self, compiled: Compiled, arrays: Mapping[str, np.ndarray], x: np.ndarray, y: np.ndarray, *,
        epochs: int, orders: np.ndarray | None, updates: int, limit: float | None, **fields: float,
    ) -> None:  # fmt: skip
        self.compiled, self.ended, self.epochs, self.slices = compiled, GOES_ON, epochs, 0
        found = np.zeros((2 + y.shape[1]) * epochs)
        self.losses, self.seconds = found[: 2 * epochs].reshape(2, epochs)
        self.sums = found[2 * epochs :].reshape(epochs, y.shape[1])
        for name, array in compiled.points[0].arrays.items():
            array[...] = arrays[name]
        x, y = np.ascontiguousarray(x), np.ascontiguousarray(y)
        self.held = x, y, orders, found  # the driver has their addresses
        at, number = found.ctypes.data, found.itemsize
        self.training = compiled.training_from(
            rows=len(x), epochs=epochs, x=x.ctypes.data, y=y.ctypes.data,
            order=None if orders is None else orders.ctypes.data,
            losses=at, seconds=at + epochs * number, sums=at + 2 * epochs * number,
            update=updates, limit=-1 if limit is None else limit, **fields,
        )  # fmt: skip

    @property
    def done(self) -> int:
        """How many epochs were made."""
        return int(self.training.epoch)

    @property
    def updates(self) -> int:
        """How many there were, those before included."""
        return int(self.training.update)

    @property
    def limit(self) -> float:
        """Beyond which a loss is divergence."""
        return float(self.training.limit)

    @property
    def loss(self) -> float:
        """Of the last batch."""
        return float(self.training.loss)

    @property
    def under_way(self) -> bool:
        return self.ended == GOES_ON and self.done < self.epochs

    def go_on(self) -> None:
        """Some more batches, a tenth of a second long; ``ended`` says whether something was found to be wrong."""
        go_on_all([self])

    def point(self) -> dict[str, np.ndarray]:
        """What training has come to."""
        return self.compiled.points[0].copies()

    def good(self) -> tuple[dict[str, np.ndarray], int] | None:
        """Arrays whose loss was seen to be good, and after how many updates that was; None where there was none yet.

        After an epoch, and where a loss was not good, that is one update less than were good.
        """
        if self.training.kept_update < 0:
            return None
        if self.ended == DIVERGED:
            return self.point(), self.updates - 1
        kept = next(place for place in self.compiled.points if place.address == self.training.kept)
        return kept.copies(), int(self.training.kept_update)


def go_on_all(passings: Sequence[Passing]) -> None:
    """Some more batches of each, one after the other in one call; of the same library, each with a room of its own."""
    count = len(passings)
    addresses = (POINTER * count)(*(ctypes.addressof(passing.training) for passing in passings))
    ended = (WHOLE * count)()
    passings[0].compiled.library.go_on_all(addresses, count, ended)
    for passing, how in zip(passings, ended, strict=True):
        passing.ended, passing.slices = how, passing.slices + 1
