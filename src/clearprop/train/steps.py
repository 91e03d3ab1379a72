"""The training steps of a network for one optimiser: a Program for each batch size, and compiled code for epochs."""

from collections.abc import Callable
from functools import cache, lru_cache

from clearprop.ir import Program
from clearprop.train.engines import first_native
from clearprop.train.native import Compiling, Native, prepared

SMALL = 1_000_000
"""So many numbers to learn, or fewer: compiled steps and the room that they need stay in memory from fit to fit."""


class Steps:
    """``program(rows)``: the step for a batch of so many rows, built once. ``asked``: what tells these steps from others."""

    def __init__(self, program: Callable[[int], Program], asked: tuple[object, ...]) -> None:
        self.program = cache(program)
        self.asked = asked
        self.kept = lru_cache(4)(self.compiling)

    def compiling(self, *sizes: int) -> Compiling:
        return Compiling({size: self.program(size) for size in sizes})

    def prepared(self, rows: int, batch_size: int) -> dict[int, Program]:
        """The steps of epochs over so many rows, ready to be written in C: by rows, the whole batch's first."""
        return {size: prepared(self.program(size)) for size in sizes_of(rows, batch_size)}

    def native(self, engine: str, rows: int, batch_size: int) -> Native | None:
        """The compiled steps of epochs over so many rows, not begun yet; None where NumPy makes all updates."""
        step = self.program(batch_size)
        first = first_native(engine, step)
        if first is None:
            return None
        sizes = sizes_of(rows, batch_size)
        made = self.kept if sum(variable.type.size for variable in step.inputs) <= SMALL else self.compiling
        begun = cache(lambda: made(*sizes))
        return Native(first, begun, lambda: begun().steps())


def sizes_of(rows: int, batch_size: int) -> list[int]:
    """That of a whole batch, and that of the smaller one at the end, if there is one."""
    return [*dict.fromkeys([batch_size, rows % batch_size or batch_size])]
