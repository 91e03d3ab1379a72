"""One peer in a process of its own: reads a line of JSON, does as told, answers with one; runs on the peers' interpreter.

``python -m benchmarks.engine.worker NAME CELL DATA CORES CLOCK``: NAME as in roster.py, CELL as JSON, DATA a file of arrays.
"""

import json
import os
import sys
from importlib import import_module
from time import perf_counter, process_time
from typing import Any, TextIO

from benchmarks.engine.cells import Cell
from benchmarks.engine.memory import forget_peak, peak, resident
from benchmarks.engine.roster import ROSTER, CannotTrain

CLOCKS = {"wall": perf_counter, "processor": process_time}


class Worker:
    """Answers of the peer of that name."""

    def __init__(self, name: str, cell: Cell, data: str) -> None:
        start = perf_counter()
        module, kind = ROSTER[name].split(":")
        self.kind = getattr(import_module(f"benchmarks.peers.{module}"), kind)
        self.importing = perf_counter() - start
        self.cell = cell
        self.numpy = import_module("numpy")  # only now: the peer's import is timed with it
        with self.numpy.load(data) as arrays:
            self.x, self.y, *self.parameters = (arrays[name] for name in arrays)
        self.start = resident()
        self.peer: Any = None

    def first(self) -> dict[str, float]:
        """Seconds of the import, and from nothing to the first update, with only its rows."""
        start = perf_counter()
        batch = self.cell.batch
        peer = self.kind(self.cell.of_updates(1), self.x[:batch], self.y[:batch], self.parameters)
        peer.epochs(1)
        return {"import": self.importing, "first": perf_counter() - start}

    def epoch(self, weights: str) -> dict[str, Any]:
        """One epoch from the start: its loss and seconds, bytes of memory beyond those of the start; weights to a file."""
        self.peer = self.kind(self.cell, self.x, self.y, self.parameters)
        (seconds,) = self.peer.epochs(1)
        beginning = peak() - self.start
        forget_peak()
        self.numpy.savez(weights, *self.peer.weights())
        return {"loss": self.peer.loss, "seconds": seconds, "memory_beginning": beginning}

    def epochs(self, count: int) -> list[float]:
        return self.peer.epochs(count)

    def memory(self) -> int:
        """Bytes at most while epochs ran, beyond those of the start."""
        return peak() - self.start


def answer(worker: Worker, asked: list[Any], to: TextIO) -> None:
    try:
        said = {"answer": getattr(worker, asked[0])(*asked[1:])}
    except CannotTrain as problem:
        said = {"problem": str(problem)}
    except Exception as problem:
        said = {"problem": f"{type(problem).__name__}: {problem}"}
    print(json.dumps(said), file=to, flush=True)


def main(name: str, cell: str, data: str, cores: str, clock: str) -> None:
    os.sched_setaffinity(0, {int(core) for core in cores.split(",")})
    answers = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)  # what the peer prints is no answer
    try:
        worker = Worker(name, Cell.from_json(json.loads(cell)), data)
        worker.kind.clock = staticmethod(CLOCKS[clock])
    except ImportError as problem:
        print(json.dumps({"problem": f"it is not installed ({problem})."}), file=answers, flush=True)
        return
    print(json.dumps({"answer": "ready"}), file=answers, flush=True)
    for line in sys.stdin:
        answer(worker, json.loads(line), answers)


if __name__ == "__main__":
    main(*sys.argv[1:])
