"""Training steps beside every peer: ``python -m benchmarks engine [--only tutorial,iris] [--optimizer sgd] [--turns 3]``.

Without ``--save`` a look; with it the figures go to benchmarks/results and into docs/speed.md.
"""

import argparse
import os
import subprocess
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Any

from benchmarks.engine import page
from benchmarks.engine.agreement import Disagree
from benchmarks.engine.cells import OPTIMIZERS, Cell, cells, growing
from benchmarks.engine.process import PYTHON, ROOT
from benchmarks.engine.results import save
from benchmarks.engine.roster import ROSTER
from benchmarks.engine.table import line
from benchmarks.engine.turns import Asked, measure

THREADS = {1: "one-thread", 2: "two-threads"}
GROWTH = "growth"
GROWING_PEERS = ("ours", "NumPy target", "JAX", "PyTorch", "products")
EMPTY: Mapping[str, Any] = MappingProxyType({})
PICTURE = ROOT / "docs" / "images" / "growth.svg"


def listed(text: str) -> list[str]:
    return [name for name in text.split(",") if name]


def parser() -> argparse.ArgumentParser:
    made = argparse.ArgumentParser(prog="python -m benchmarks engine", description=__doc__)
    made.add_argument("--only", type=listed, default=None, help="cells by name")
    made.add_argument("--optimizer", type=listed, default=list(OPTIMIZERS), help="sgd, adam")
    made.add_argument("--peers", type=listed, default=list(ROSTER), help=", ".join(ROSTER))
    made.add_argument("--turns", type=int, default=5)
    made.add_argument("--threads", type=int, choices=[*THREADS], default=1)
    made.add_argument("--clock", choices=("wall", "processor"), default="wall", help="seconds of what")
    made.add_argument("--first", action="store_true", help="the time to the first update too")
    made.add_argument("--growth", action="store_true", help="growth with depth, width and batch instead of the cells")
    made.add_argument("--save", action="store_true", help="write benchmarks/results and the page")
    made.add_argument("--everything", action="store_true", help="both tables and the growth, saved")
    made.add_argument("--page", action="store_true", help="only write the page anew from what was saved")
    return made


def main(arguments: Sequence[str] = ()) -> int:
    """0; 1 where a cell's peers did not agree; 2 where a name is none or the peers are not installed."""
    asked = parser().parse_args(arguments)
    if asked.page:
        page.write()
        return 0
    how = Asked(asked.turns, asked.threads, asked.clock, asked.first)
    try:
        chosen = cells(asked.only, tuple(asked.optimizer))
        if unknown := [name for name in asked.peers if name not in ROSTER]:
            raise ValueError(f"there is no peer {', '.join(unknown)}; there are {', '.join(ROSTER)}.")
    except ValueError as problem:
        print(problem, file=sys.stderr)
        return 2
    if not PYTHON.exists():
        print(
            f"the peers are not installed in {PYTHON.parents[1].relative_to(ROOT)}; make bench does it.",
            file=sys.stderr,
        )
        return 2
    if asked.everything:
        return everything(chosen, asked.peers, asked.turns)
    if asked.growth:
        return growth(asked.peers, how, asked.save)
    return table(chosen, asked.peers, how, asked.save)


def everything(chosen: Sequence[Cell], peers: Sequence[str], turns: int) -> int:
    one = table(chosen, peers, Asked(turns, 1, first=True), True)
    two = table(chosen, peers, Asked(turns, 2), True)
    return max(one, two, growth(peers, Asked(turns), True))


def table(chosen: Iterable[Cell], peers: Sequence[str], how: Asked, saved: bool) -> int:
    """Measures each cell, prints its line, and saves them all."""
    run = Run()
    for cell in chosen:
        run.measure(cell, peers, how)
    if saved:
        run.save(THREADS[how.threads])
        page.write()
    return int(bool(run.refused))


def growth(peers: Sequence[str], how: Asked, saved: bool) -> int:
    """Measures what grows, prints a line each, saves and draws them."""
    run = Run()
    for grows, size, cell in growing():
        run.measure(cell, [name for name in GROWING_PEERS if name in peers], how, {"grows": grows, "size": size})
    if saved:
        results = run.save(GROWTH)
        subprocess.run([PYTHON, "-m", "benchmarks.engine.plot", results, PICTURE], cwd=ROOT, check=True)
        page.write()
    return int(bool(run.refused))


class Run:
    """Cells one after the other, each told as soon as it is there."""

    def __init__(self) -> None:
        self.load = os.getloadavg()
        self.found: list[dict[str, Any]] = []
        self.refused: list[str] = []

    def measure(self, cell: Cell, peers: Sequence[str], how: Asked, about: Mapping[str, Any] = EMPTY) -> None:
        """Adds the cell's result to those found or, where its peers do not agree, the reason to those refused."""
        try:
            result = measure(cell, peers, how).to_json()
        except Disagree as problem:
            self.refused.append(f"{cell.title}: no times, for {problem}")
            print(self.refused[-1], flush=True)
            return
        self.found.append({**about, **result})
        print(line(result), flush=True)

    def save(self, name: str) -> Path:
        return save(name, self.found, self.refused, self.load)
