"""The driver around the training step: gathers rows, runs the step's Program batch after batch, watches for divergence."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from time import perf_counter
from typing import Any

import numpy as np

from clearprop.execute.interpret import interpret
from clearprop.execute.native.compiled import DIVERGED, NOT_FINITE, Compiled, Passing
from clearprop.ir import Program
from clearprop.ops.philox import KEYS
from clearprop.train.diverged import Diverged
from clearprop.train.history import Record
from clearprop.train.native import Native
from clearprop.train.targets import Targets

TOO_MUCH = 1e6
AT_ONCE = 20_000
"""Rows of the epochs that compiled code makes in one go, roughly: their orders are drawn beforehand."""

Arrays = Mapping[str, np.ndarray]
Look = Callable[[], None]
Run = Callable[[Program, Mapping[str, Any]], Mapping[str, np.ndarray]]


@dataclass(frozen=True)
class Point:
    """Where training stands: parameters, running statistics and optimiser state by name, and how many updates and epochs
    were made.
    """

    arrays: Arrays
    updates: int = 0
    epochs: int = 0


class Trainer:
    """Trains from a Point; ``point`` is always one that a whole update left, so it can be kept whatever happens.

    ``programs`` gives the step's Program for a batch size, ``run`` executes it; ``native``: compiled code, and from which
    update on it makes them. ``look`` is called every now and then, between two updates; what it
    raises ends the training.
    """

    def __init__(
        self, programs: Callable[[int], Program], point: Point, x: np.ndarray, targets: Targets, batch_size: int,
        shuffle: bool, seed: int, run: Run = interpret, native: Native | None = None, look: Look = lambda: None,
    ) -> None:  # fmt: skip
        self.programs = programs
        self.point = point
        self.good = point  # the last one whose loss was seen to be finite
        self.x = x
        self.y = targets.y
        self.targets = targets
        self.batch_size = batch_size
        self.shuffle = shuffle
        self.seed = seed
        self.run = run
        self.native = native
        self.look = look
        self.started_at = point.updates
        self.limit: float | None = None
        self.begun: Passing | None = None

    def go_to(self, point: Point, limit: float | None) -> None:
        """Training goes on there, with the limit on losses from before."""
        self.point = self.good = point
        self.limit = limit

    def prepare(self, epochs: int) -> None:
        """Compiling begins, if training comes to compiled code within so many epochs; until then NumPy goes on."""
        if self.native and self.point.updates + self.updates_in_an_epoch * epochs > self.native.first:
            self.native.begin()

    @property
    def updates_in_an_epoch(self) -> int:
        return -(-len(self.x) // self.batch_size)

    def epochs(self, count: int) -> Iterator[Record]:
        """So many passes through the rows, the last, smaller batch of each included. Diverged where the numbers are left.

        Compiled code makes many in one go: then ``point`` is already that of a later epoch.
        """
        stop = self.point.epochs + count
        while self.point.epochs < stop:
            by_numpy, compiled = self.makers()
            if compiled and not by_numpy:
                yield from self.natively(compiled, stop - self.point.epochs)
            else:
                yield self.epoch(by_numpy, compiled)

    def makers(self) -> tuple[int, Compiled | None]:
        """Of the next epoch, how many rows are NumPy's, and who makes the others."""
        rows = len(self.x)
        by_numpy = rows if self.native is None else max(self.native.first - self.point.updates, 0) * self.batch_size
        compiled = self.native.steps() if self.native and by_numpy < rows else None
        return (by_numpy, compiled) if compiled else (rows, None)

    def epoch(self, by_numpy: int, compiled: Compiled | None, check: bool = False) -> Record:
        """One pass through the rows, the first of them by NumPy."""
        before, start = self.point, perf_counter()
        with np.errstate(all="ignore"):  # what overflows is found and said here
            order = self.order(before.epochs)
            total, sums = self.batches(order, by_numpy, check)
            if compiled:
                rest: Any = slice(by_numpy, None) if order is None else order[by_numpy:]
                passing = self.passing(compiled, self.x[rest], self.y[rest])
                for _ in self.slices(passing):
                    pass
                total, sums = total + passing.losses[0], sums + passing.sums[0]
            if not finite(self.point.arrays):
                self.point = before
                return self.epoch(len(self.x), None, check=True)
        self.point = Point(self.point.arrays, self.point.updates, before.epochs + 1)
        loss, score = float(total) / len(self.x), float(self.targets.score(sums))
        return Record(self.point.epochs, loss, score, perf_counter() - start, self.point.updates)

    def batches(self, order: np.ndarray | None, stop: int, check: bool = False) -> tuple[float, np.ndarray]:
        """The sums for the batches before ``stop``; with ``check`` every parameter is looked at after every update."""
        y_hat = np.empty_like(self.y)
        total = 0.0
        for start in range(0, stop, self.batch_size):
            self.look()
            rows = min(start + self.batch_size, stop) - start
            batch: Any = slice(start, start + rows) if order is None else order[start : start + rows]
            point = self.point
            given = {**point.arrays, "step": point.updates + 1, "key": self.seed % KEYS}
            given |= {"x": self.x[batch], "y": self.y[batch]}
            out = dict(self.run(self.programs(rows), given))
            loss = float(out.pop("L"))
            y_hat[batch] = out.pop("y_hat")
            self.watch(loss)
            self.good = point
            if check and not finite(out):
                self.diverged(
                    f"{next(name for name, a in out.items() if not np.isfinite(a).all())} is no longer finite"
                )
            self.point = Point(out, point.updates + 1, point.epochs)
            total += loss * rows
        seen: Any = slice(stop) if order is None else order[:stop]
        return total, self.targets.outcome.sums(y_hat[seen], self.y[seen])

    def begin(self, compiled: Compiled, epochs: int) -> Passing:
        """Begins as many of so many epochs as go at once. It may be run beside those of other trainers: ``epochs`` goes on
        with it.
        """
        count = min(epochs, max(AT_ONCE // len(self.x), 1))
        self.begun = self.passing(compiled, self.x, self.y, self.orders(count), count)
        return self.begun

    def natively(self, compiled: Compiled, epochs: int) -> Iterator[Record]:
        """Some epochs, at most so many, by compiled code."""
        begun, told = self.point, 0
        passing, self.begun = self.begun or self.begin(compiled, epochs), None
        for _ in self.slices(passing):
            yield from self.records(passing, begun, told)
            told = passing.done
        if passing.ended == NOT_FINITE:
            yield self.looked_at(compiled, begun, told)

    def records(self, passing: Passing, begun: Point, told: int) -> Iterator[Record]:
        """Those of the epochs that were made since so many were told."""
        new, each = slice(told, passing.done), self.updates_in_an_epoch
        losses, scores = passing.losses[new] / len(self.x), self.targets.score(passing.sums[new])
        found = zip(losses.tolist(), scores.tolist(), passing.seconds[new].tolist(), strict=True)
        for k, (loss, score, seconds) in enumerate(found, told + 1):
            yield Record(begun.epochs + k, loss, score, seconds, begun.updates + k * each)

    def looked_at(self, compiled: Compiled, begun: Point, epochs: int) -> Record:
        """So many epochs again, and the one after them by NumPy, which finds where an array is no longer finite."""
        self.point = begun
        if epochs:
            for _ in self.slices(self.passing(compiled, self.x, self.y, self.orders(epochs), epochs)):
                pass
        return self.epoch(len(self.x), None, check=True)

    def passing(
        self, compiled: Compiled, x: np.ndarray, y: np.ndarray, orders: np.ndarray | None = None, epochs: int = 1
    ) -> Passing:
        """Epochs over these rows, from where training is."""
        return compiled.begin(
            self.point.arrays, x, y, epochs=epochs, orders=orders, updates=self.point.updates, key=self.seed % KEYS,
            limit=self.limit, most=self.targets.most, metric=self.targets.metric, threshold=self.targets.outcome.threshold,
        )  # fmt: skip

    def slices(self, passing: Passing) -> Iterator[None]:
        """Runs to the end; Python looks in ten times a second, and the point moves along."""
        begun, ahead = self.point, passing.slices > 0
        while passing.under_way or ahead:
            if not ahead:
                self.look()
                passing.go_on()
            ahead = False
            self.point = Point(passing.point(), passing.updates, begun.epochs + passing.done)
            self.limit = passing.limit
            if good := passing.good():
                arrays, updates = good
                self.good = Point(arrays, updates, begun.epochs + (updates - begun.updates) // self.updates_in_an_epoch)
            yield
        if passing.ended == DIVERGED:
            self.watch(passing.loss)

    def orders(self, epochs: int) -> np.ndarray | None:
        """Those of the next epochs.   i64[epochs, rows]"""
        if not self.shuffle:
            return None
        found = [self.order(epoch) for epoch in range(self.point.epochs, self.point.epochs + epochs)]
        return np.array(found, np.int64)

    def order(self, epoch: int) -> np.ndarray | None:
        """The rows of an epoch, which count from 0, shuffled by the seed; None: as they are."""
        return np.random.default_rng((self.seed, epoch)).permutation(len(self.x)) if self.shuffle else None

    def watch(self, loss: float) -> None:
        """Diverged where the loss is not finite, or a million times what targets and the first batch account for."""
        if self.limit is None:
            self.limit = TOO_MUCH * (self.targets.most + abs(loss))
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
