"""The rows that are held out, watched while a network trains: how it does on them, now and then."""

from dataclasses import dataclass, field
from typing import Any

import numpy as np

from clearprop.train.history import Record
from clearprop.train.watching import TIMES

FIRST = 20
"""So many epochs are looked at each: in the beginning most happens."""


@dataclass
class Watched:
    """A callback that measures loss and metric on ``x`` and ``y``: in the first epochs, and about a hundred times more.

    Nothing is learned from these rows, and nothing is decided by them.
    """

    x: np.ndarray
    y: np.ndarray
    of: int
    epochs: list[int] = field(default_factory=list)
    losses: list[float] = field(default_factory=list)
    metrics: list[float] = field(default_factory=list)
    network: Any = None

    def begin(self, network: Any) -> None:
        """Before the first epoch."""
        self.network = network

    def __call__(self, record: Record) -> None:
        """After each epoch."""
        if FIRST < record.epoch < self.of and record.epoch % max(1, self.of // TIMES):
            return
        loss, metric = self.network.evaluate(self.x, self.y).values()
        self.epochs.append(record.epoch)
        self.losses.append(loss)
        self.metrics.append(metric)
