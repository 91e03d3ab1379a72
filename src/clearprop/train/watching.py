"""Watching the gradient while a network trains: its health on a few of the rows, every now and then."""

from collections.abc import Callable, Sequence

import numpy as np

from clearprop.explain.health import Health, health
from clearprop.explain.run import Run
from clearprop.explain.uses import Use
from clearprop.ir import Program, Variable
from clearprop.train.trainer import Arrays

ROWS = 128
TIMES = 100
"""So many rows are looked at, and about so many times in a training."""

Watch = Callable[[Arrays, int, int], Health | None]
"""(arrays, epoch, epochs) -> the health after this epoch, of so many; None where it is not looked at."""


def watching(programs: Callable[[int], Program], wrt: Sequence[str], x: np.ndarray, y: np.ndarray) -> Watch:
    """Watches on rows spread over the data; ``programs`` gives the objective for a number of rows."""
    rows = np.unique(np.linspace(0, len(x) - 1, ROWS).astype(int))
    program = programs(len(rows))
    found: dict[Variable, list[Use]] = {}

    def watch(arrays: Arrays, epoch: int, epochs: int) -> Health | None:
        if epoch not in (1, epochs) and epoch % max(1, epochs // TIMES):
            return None
        return health(Run(program, {**arrays, "x": x[rows], "y": y[rows]}, tuple(wrt), found=found))

    return watch
