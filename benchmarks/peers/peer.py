"""What a peer is: built from a cell and its data, it trains epoch by epoch and shows its weights."""

import os
from abc import ABC, abstractmethod
from collections.abc import Callable
from time import perf_counter
from typing import ClassVar

import numpy as np

from benchmarks.engine.cells import Cell

SEED = 1
Clock = Callable[[], float]


def threads() -> int:
    """How many this process may use: as many as it has cores."""
    return len(os.sched_getaffinity(0))


class Peer(ABC):
    """Trains the cell's network from ``parameters`` (W1, b1, W2, b2, ...) on x: [rows, features] and y: [rows, outputs].

    Building it compiles nothing yet: the first epoch does, and that counts for the time to the first update.
    """

    clock: ClassVar[Clock] = staticmethod(perf_counter)

    def __init__(self, cell: Cell, x: np.ndarray, y: np.ndarray, parameters: list[np.ndarray]) -> None:
        self.cell, self.x, self.y = cell, x, y
        self.epochs_done = 0
        self.begin(parameters)

    @abstractmethod
    def begin(self, parameters: list[np.ndarray]) -> None:
        """Keeps copies in the peer's own form. CannotTrain where it cannot do the same as the others."""

    @abstractmethod
    def epoch(self, order: np.ndarray | None) -> float:
        """One pass over the rows in that order (None: as they are); the mean loss, each batch's before its update."""

    @abstractmethod
    def weights(self) -> list[np.ndarray]:
        """W1, b1, W2, b2, ... as they are now, as the cell has them."""

    def epochs(self, count: int) -> list[float]:
        """The seconds of each of so many epochs, drawing the order included."""
        return [self.timed_epoch() for _ in range(count)]

    def timed_epoch(self) -> float:
        start = self.clock()
        self.loss = self.epoch(self.order())
        self.epochs_done += 1
        return self.clock() - start

    def order(self) -> np.ndarray | None:
        """The rows of this epoch: drawn as ``Network.fit`` draws them, so that all see the same batches."""
        if not self.cell.shuffled:
            return None
        return np.random.default_rng((SEED, self.epochs_done)).permutation(len(self.x))
