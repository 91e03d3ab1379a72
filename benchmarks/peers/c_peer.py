"""C written by hand for one network each: plain loops over constant sizes, as fast as gcc makes them."""

import ctypes
import hashlib
import os
import subprocess
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.engine.cells import Cell
from benchmarks.engine.roster import CannotTrain
from benchmarks.peers.peer import Peer

SOURCES = Path(__file__).with_name("c")
FLAGS = ("-std=gnu11", "-O3", "-march=native", "-ffast-math", "-fPIC", "-Wall", "-Wextra", "-Werror")
POINTER = ctypes.c_void_p


class CPeer(Peer):
    """Weights lie one after the other in one array, what Adam keeps of them behind it."""

    def begin(self, parameters: list[np.ndarray]) -> None:
        if not self.cell.small:
            raise CannotTrain("plain loops are no match for a BLAS here.")
        self.flat = np.concatenate([array.ravel() for array in parameters])
        self.kept = np.zeros(2 * self.flat.size, self.cell.dtype)
        self.updates = 0
        self.run: Any = None

    def epoch(self, order: np.ndarray | None) -> float:
        self.run = self.run or loaded(self.cell)
        addresses = [a.ctypes.data for a in (self.x, self.y)] + [None if order is None else order.ctypes.data]
        loss = self.run(*addresses, len(self.x), self.flat.ctypes.data, self.kept.ctypes.data, self.updates)
        self.updates += self.cell.updates
        return float(loss) / self.cell.updates

    def weights(self) -> list[np.ndarray]:
        ends = np.cumsum([np.prod(shape) for shape in self.cell.shapes])
        return [
            part.reshape(shape) for part, shape in zip(np.split(self.flat, ends[:-1]), self.cell.shapes, strict=True)
        ]


def loaded(cell: Cell) -> Any:
    """Double epoch(x, y, order, rows, weights, kept, updates before) of the cell's own library."""
    library = ctypes.CDLL(str(made(source(cell), defined(cell))))
    library.epoch.restype = ctypes.c_double
    library.epoch.argtypes = (POINTER, POINTER, POINTER, ctypes.c_int64, POINTER, POINTER, ctypes.c_int64)
    return library.epoch


def source(cell: Cell) -> str:
    return "tutorial.c" if cell.batch == 1 and cell.sizes == (7, 5, 3) else f"{len(cell.sizes) - 1}_layers.c"


def defined(cell: Cell) -> list[str]:
    sizes = [f"-DSIZE_{i}={size}" for i, size in enumerate(cell.sizes)]
    number = {"float64": "double", "float32": "float"}[cell.dtype]
    return [
        *sizes, f"-DBATCH={cell.batch}", f"-Dnumber={number}", f"-DHIDDEN_{cell.hidden.upper()}",
        f"-DRATE={cell.learning_rate}", *["-DADAM"] * (cell.optimizer == "adam"),
    ]  # fmt: skip


def made(name: str, defines: list[str]) -> Path:
    """The library, compiled where it is not there yet."""
    text = "".join(path.read_text(encoding="utf-8") for path in sorted(SOURCES.iterdir()))
    digest = hashlib.sha256("\0".join([text, name, *FLAGS, *defines]).encode()).hexdigest()[:16]
    place = Path(os.environ["BENCH_CACHE"], f"by-hand-{digest}.so")
    if not place.exists():
        place.parent.mkdir(parents=True, exist_ok=True)
        object_file = place.with_suffix(".o")
        for command in (
            ["gcc", *FLAGS, *defines, "-c", str(SOURCES / name), "-o", str(object_file)],
            ["gcc", "-shared", str(object_file), "-o", str(place), "-lmvec", "-lm"],
        ):
            subprocess.run(command, check=True)
    return place
