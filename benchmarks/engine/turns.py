"""One cell: every peer in its process trains one epoch, they must agree, then they take turns and the best turn counts."""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np

from benchmarks.engine.agreement import agreed
from benchmarks.engine.cells import Cell
from benchmarks.engine.data import data_of
from benchmarks.engine.process import LeftOut, Process
from benchmarks.engine.roster import LIMIT

TURN = 0.2
"""Seconds of a turn, or one epoch if that takes longer."""
MOST = 20
SLOW = 1.0
"""Seconds of an epoch beyond which one is enough: the peer's figure is far from the others' anyway."""


@dataclass
class Found:
    """What one cell gave: figures by peer, and why the others have none."""

    cell: Cell
    peers: dict[str, dict[str, float]] = field(default_factory=dict)
    left_out: dict[str, str] = field(default_factory=dict)
    apart: float = 0.0  # the largest difference of weights, relative to the largest weight

    def to_json(self) -> dict[str, Any]:
        return {
            "cell": self.cell.to_json(), "title": self.cell.title, "work": self.cell.work, "apart": self.apart,
            "peers": self.peers, "left_out": self.left_out,
        }  # fmt: skip

    @contextmanager
    def leaving_out(self, name: str) -> Iterator[None]:
        try:
            yield
        except LeftOut as problem:
            self.left_out[name] = str(problem)


@dataclass(frozen=True)
class Asked:
    """How often, with how many threads, by which clock ("wall" or "processor"), and whether first updates are timed too."""

    turns: int = 5
    threads: int = 1
    clock: str = "wall"
    first: bool = False


def measure(cell: Cell, names: Sequence[str], asked: Asked) -> Found:
    """Seconds per update of each peer that can, and what else is asked for; Disagree where their weights differ."""
    found = Found(cell)
    with TemporaryDirectory(prefix="clearprop-bench-") as place, ExitStack() as stack:
        folder = Path(place)
        data = data_of(cell)
        data.save(folder / "data.npz")
        processes: dict[str, Process] = {}
        for name in names:
            with found.leaving_out(name):
                process = stack.enter_context(begun(name, cell, folder, asked))
                process.answer()
                found.peers[name] = {**(process.ask("first") if asked.first else {}), **trained(process, folder)}
                processes[name] = process
        weights = {name: stored(folder / f"{name}.npz") for name in processes if name != LIMIT}
        found.apart = agreed(weights, data.parameters, cell.dtype)
        take_turns(processes, found, asked.turns)
        for name, process in processes.items():
            found.peers[name]["memory"] = process.ask("memory")
            with found.leaving_out(name):
                found.peers[name] |= {"warm": again(name, cell, folder, asked)} if asked.first else {}
    return found


def trained(process: Process, folder: Path) -> dict[str, float]:
    """Its figures of one epoch; the weights are left in a file."""
    figures: dict[str, float] = process.ask("epoch", str(folder / f"{process.name}.npz"))
    return figures


def begun(name: str, cell: Cell, folder: Path, asked: Asked) -> Process:
    return Process(name, cell, folder / "data.npz", asked.threads, folder / name, asked.clock)


def again(name: str, cell: Cell, folder: Path, asked: Asked) -> float:
    """Seconds to the first update in another process, which finds what the one before it kept."""
    with begun(name, cell, folder, asked) as process:
        process.answer()
        return float(process.ask("first")["first"])


def stored(path: Path) -> list[np.ndarray]:
    with np.load(path) as arrays:
        return [arrays[name] for name in arrays]


def take_turns(processes: dict[str, Process], found: Found, turns: int) -> None:
    """The least seconds of an epoch, per update; who begins changes from turn to turn, and slow ones take none."""
    for name, process in processes.items():
        found.peers[name]["seconds"] = process.ask("epochs", 1)[0]  # the first epoch compiled, too
    names = [name for name in processes if found.peers[name]["seconds"] <= SLOW]
    for turn in range(turns):
        for name in names[turn % len(names) :] + names[: turn % len(names)]:
            figures = found.peers[name]
            count = max(1, min(MOST, int(TURN / figures["seconds"])))
            figures["seconds"] = min(figures["seconds"], *processes[name].ask("epochs", count))
    for figures in found.peers.values():
        figures["update"] = figures.pop("seconds") / found.cell.updates
