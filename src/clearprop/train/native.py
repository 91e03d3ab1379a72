"""Training steps made ready for compiling, and compiled in a thread of their own while NumPy makes the first updates."""

import warnings
from collections.abc import Callable, Mapping
from concurrent.futures import Future
from dataclasses import dataclass
from threading import Thread

from clearprop.execute.native.compiled import Compiled
from clearprop.execute.native.compiler import NotCompiled
from clearprop.execute.native.ordering import beside_products
from clearprop.execute.native.products import with_products
from clearprop.ir import Program
from clearprop.transform.apart import taken_apart
from clearprop.transform.dead_code import without_dead_code
from clearprop.transform.fuse import fuse

said: set[str] = set()
"""Why training runs by NumPy: each reason once in a process."""


@dataclass(frozen=True)
class Native:
    """From which update on training runs by compiled code, counted since the optimiser started; and that code.

    ``steps`` waits for it, and gives None where it cannot be had; ``begin`` does not wait.
    """

    first: int
    begin: Callable[[], object]
    steps: Callable[[], Compiled | None]


class Compiling:
    """The compiled steps of some batch sizes, the whole batch's first, which are being made."""

    def __init__(self, programs: Mapping[int, Program]) -> None:
        self.programs = programs
        self.made: Future[Compiled] = Future()
        Thread(target=self.make, name="compiling", daemon=True).start()

    def make(self) -> None:
        try:
            self.made.set_result(Compiled({size: prepared(program) for size, program in self.programs.items()}))
        except BaseException as problem:
            self.made.set_exception(problem)

    def steps(self) -> Compiled | None:
        """Waits for them; None, with a warning that says why, where they cannot be had."""
        try:
            return self.made.result()
        except NotCompiled as problem:
            say(f"Training runs by NumPy, more slowly: {problem}")
            return None


def prepared(program: Program, dtype: str | None = None) -> Program:
    """Its products of numbers of that dtype (of x, where it is a step) apart, everything else fused."""
    dtype = dtype or program.input("x").type.dtype
    return fuse(beside_products(without_dead_code(with_products(taken_apart(program), dtype))))


def say(sentence: str) -> None:
    if sentence not in said:
        said.add(sentence)
        warnings.warn(sentence, RuntimeWarning, stacklevel=2)
