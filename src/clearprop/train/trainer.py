"""The driver around the training step: gathers rows, runs the step's Program batch after batch, watches for divergence."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from time import perf_counter
from typing import Any

import numpy as np

from clearprop.execute.interpret import interpret
from clearprop.execute.native.compiled import Compiled
from clearprop.ir import Program
from clearprop.ops.philox import KEYS
from clearprop.train.diverged import Diverged

TOO_MUCH = 1e6

Arrays = Mapping[str, np.ndarray]
Run = Callable[[Program, Mapping[str, Any]], Mapping[str, np.ndarray]]


@dataclass(frozen=True)
class Point:
    """Where training stands: parameters, running statistics and optimiser state by name, and how many updates and epochs
    were made.
    """

    arrays: Arrays
    updates: int = 0
    epochs: int = 0


@dataclass(frozen=True)
class Pass:
    """One epoch: the mean loss over rows and the outputs for all rows, each as it was before its row's update."""

    loss: float
    y_hat: np.ndarray
    seconds: float


class Trainer:
    """Trains from a Point; ``point`` is always one that a whole update left, so it can be kept whatever happens.

    ``programs`` gives the step's Program for a batch size, ``run`` executes it; ``compiled``: whole epochs of it, natively.
    """

    def __init__(
        self, programs: Callable[[int], Program], point: Point, x: np.ndarray, y: np.ndarray, batch_size: int,
        shuffle: bool, seed: int, run: Run = interpret, compiled: Compiled | None = None,
    ) -> None:  # fmt: skip
        self.programs = programs
        self.point = point
        self.good = point  # the last one whose loss was seen to be finite
        self.x = x
        self.y = y
        self.batch_size = batch_size
        self.shuffle = shuffle
        self.seed = seed
        self.run = run
        self.compiled = compiled
        self.started_at = point.updates
        self.limit: float | None = None

    def go_to(self, point: Point, limit: float | None) -> None:
        """Training goes on there, with the limit on losses from before."""
        self.point = self.good = point
        self.limit = limit

    def epoch(self) -> Pass:
        """One pass through the rows, the last, smaller batch included. Diverged where the numbers are left."""
        before, start = self.point, perf_counter()
        with np.errstate(all="ignore"):  # what overflows is found and said here
            found = self.natively(self.compiled) if self.compiled else self.batches(check=False)
            if not finite(self.point.arrays):
                self.point = before
                self.batches(check=True)
        self.point = Point(self.point.arrays, self.point.updates, before.epochs + 1)
        return Pass(*found, perf_counter() - start)

    def batches(self, check: bool) -> tuple[float, np.ndarray]:
        """The mean loss and y_hat; with ``check`` every parameter is looked at after every update."""
        rows, order = len(self.x), self.order()
        y_hat = np.empty_like(self.y)
        total = 0.0
        for start in range(0, rows, self.batch_size):
            stop = min(start + self.batch_size, rows)
            batch: Any = slice(start, stop) if order is None else order[start:stop]
            point = self.point
            given = {**point.arrays, "step": point.updates + 1, "key": self.seed % KEYS}
            given |= {"x": self.x[batch], "y": self.y[batch]}
            out = dict(self.run(self.programs(stop - start), given))
            loss = float(out.pop("L"))
            y_hat[batch] = out.pop("y_hat")
            self.watch(loss)
            self.good = point
            if check and not finite(out):
                self.diverged(
                    f"{next(name for name, a in out.items() if not np.isfinite(a).all())} is no longer finite"
                )
            self.point = Point(out, point.updates + 1, point.epochs)
            total += loss * (stop - start)
        return total / rows, y_hat

    def natively(self, compiled: Compiled) -> tuple[float, np.ndarray]:
        """The same by compiled code; Python looks in ten times a second."""
        start = self.point
        passing = compiled.begin(
            start.arrays,
            self.x,
            self.y,
            order=self.order(),
            updates=start.updates,
            key=self.seed % KEYS,
            limit=self.limit,
        )
        while passing.under_way:
            passing.go_on()
            updates = int(passing.epoch.update)
            self.point = Point(passing.point(), updates, start.epochs)
            if updates > start.updates:
                self.good = Point(passing.point("good"), updates - 1, start.epochs)
        self.limit = passing.epoch.limit
        if passing.failed:
            self.watch(passing.epoch.loss)
        return passing.epoch.total / len(self.x), passing.y_hat

    def order(self) -> np.ndarray | None:
        """The rows of this epoch, shuffled by the seed; None: as they are."""
        return np.random.default_rng((self.seed, self.point.epochs)).permutation(len(self.x)) if self.shuffle else None

    def watch(self, loss: float) -> None:
        """Diverged where the loss is not finite, or a million times what targets and the first batch account for."""
        if self.limit is None:
            self.limit = TOO_MUCH * (1 + float(np.max(self.y**2)) + abs(loss))
        if not np.isfinite(loss):
            self.diverged(f"the loss became {loss}")
        if loss > self.limit:
            self.diverged(f"the loss rose to {loss:.3g}")

    def diverged(self, what: str) -> None:
        update, epoch = self.point.updates + 1, self.point.epochs + 1
        first = update == self.started_at + 1 and what.startswith("the loss")
        advice = "already with the parameters that it started from" if first else "try a smaller learning rate"
        self.point = self.good
        raise Diverged(f"training diverged at update {update} (epoch {epoch}): {what}; {advice}.", update, epoch)


def finite(arrays: Arrays) -> bool:
    return all(bool(np.isfinite(array).all()) for array in arrays.values())
