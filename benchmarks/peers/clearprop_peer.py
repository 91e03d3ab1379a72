"""Ours, as people call it: ``Network.fit``, by the interpreter on NumPy and by the compiled step."""

import numpy as np

import clearprop as cp
from benchmarks.peers.peer import SEED, Clock, Peer

OPTIMIZERS = {"sgd": cp.SGD, "adam": cp.Adam}


class Watch:
    """A callback that notes when training begins and when each epoch ends."""

    def __init__(self, clock: Clock) -> None:
        self.clock = clock
        self.moments: list[float] = []

    def begin(self, network: cp.Network) -> None:
        self.moments.append(self.clock())

    def __call__(self, record: object) -> None:
        self.moments.append(self.clock())


class NumpyTarget(Peer):
    engine = "numpy"

    def begin(self, parameters: list[np.ndarray]) -> None:
        cell = self.cell
        loss = "cross_entropy" if cell.output == "softmax" else "half_squared_error"
        self.network = cp.Network(
            list(cell.sizes), activation=cell.hidden, output=cell.output, loss=loss, dtype=cell.dtype, seed=SEED
        )
        for name, array in zip(self.network.parameters, parameters, strict=True):
            self.network.parameters[name] = array

    def epochs(self, count: int) -> list[float]:
        """All in one call of fit, which prepares itself once, before the first epoch."""
        watch = Watch(self.clock)
        history = self.network.fit(
            self.x,
            self.y,
            epochs=count,
            batch_size=self.cell.batch,
            optimizer=OPTIMIZERS[self.cell.optimizer](self.cell.learning_rate),
            shuffle=self.cell.shuffled,
            callbacks=[watch],
            engine=self.engine,
        )
        self.loss = history[-1].loss
        return np.diff(watch.moments).tolist()

    def epoch(self, order: np.ndarray | None) -> float:
        self.epochs(1)
        return self.loss

    def weights(self) -> list[np.ndarray]:
        return [np.array(array) for array in self.network.parameters.values()]


class Native(NumpyTarget):
    engine = "native"
