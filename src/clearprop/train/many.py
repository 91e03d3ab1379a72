"""Many networks trained side by side, each by one core at its full speed."""

import os
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import CancelledError, ThreadPoolExecutor, wait
from contextlib import contextmanager
from importlib import import_module
from itertools import zip_longest
from threading import Lock
from time import perf_counter
from typing import Any

from clearprop.execute.native.compiled import Compiled, go_on_all
from clearprop.execute.threads import one_thread
from clearprop.nn import Optimizer
from clearprop.nn.choices import is_whole
from clearprop.train.diverged import Diverged
from clearprop.train.fitting import fit
from clearprop.train.history import History
from clearprop.train.native import Native
from clearprop.train.population import Kind, Member, Network, population
from clearprop.train.trainer import Trainer

Report = Callable[[int, int], object]
"""Is told how many networks are done, and how many there are."""
LOOKING = 0.1
"""Seconds between two reports."""
GOING = 0.005
"""As many small networks as take so many seconds are trained in one call of compiled code."""
SHARES = 8
"""No more at once than one part of so many of those that are left."""


def train_many(
    networks: Sequence[Network],
    X: Any,
    Y: Any,
    *,
    epochs: int = 100,
    batch_size: int | str | None = "auto",
    optimizer: str | Optimizer | Sequence[str | Optimizer | None] | None = None,
    shuffle: bool = True,
    threads: int | None = None,
    progress: bool | Report = False,
) -> list[History]:
    """Trains every network, several at a time, on the same rows: a population of seeds, rates, initialisers, architectures.

    Each comes to the same bits as by ``network.fit(..., engine="native")``.

    ``optimizer``: one for all, or a sequence of one for each; the other options are ``fit``'s. ``threads``: how many are
    trained at a time, None: one on every core; it makes no difference to any number. ``progress``: True for a bar, or a
    function of (networks that are done, networks). Networks whose steps are equal share one compiled library. Returns the
    histories of this training, in the networks' order.

    A network that diverges keeps its last good parameters, its history's ``diverged`` says why, and the others go on. After
    Ctrl-C every network is as some whole update left it. Raises ValueError for what does not fit, before any is trained.
    """
    networks = list(networks)
    if not is_whole(epochs, 0):
        raise ValueError(f"epochs={epochs!r}: expected a whole number of at least 0.")
    if not (threads is None or is_whole(threads, 1)):
        raise ValueError(f"threads={threads!r}: expected a whole number of at least 1, or None for one on every core.")
    if len({id(network) for network in networks}) < len(networks):
        raise ValueError("a network is there twice; expected different ones.")
    members = population(networks, X, Y, batch_size, optimizers_of(optimizer, len(networks)))
    with one_thread(), reporting(progress, len(members)) as report:
        Workers(members, int(epochs), shuffle).run(max(min(threads or cores(), len(members)), 1), report)
    return [member.history for member in members]


def optimizers_of(optimizer: Any, count: int) -> list[str | Optimizer | None]:
    """One for each network. ValueError where there are more or fewer."""
    if optimizer is None or isinstance(optimizer, str | Optimizer):
        return [optimizer] * count
    if len(optimizer) != count:
        raise ValueError(
            f"there are {len(optimizer)} optimisers for {count} networks; expected one for each, or one for all."
        )
    return list(optimizer)


def cores() -> int:
    """Those that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@contextmanager
def reporting(progress: bool | Report, count: int) -> Iterator[Report]:
    if progress is not True:
        yield progress or (lambda done, networks: None)
        return
    # rich takes a tenth of a second to import, and only a bar needs it
    console = import_module("rich.console").Console(stderr=True)
    with import_module("rich.progress").Progress(console=console) as shown:
        task = shown.add_task("networks", total=count)
        yield lambda done, networks: shown.update(task, completed=done)


class Stopped(Exception):
    """Raised in a worker when training is to end."""


class Workers:
    """Threads beside each other, each of which takes some networks, trains them and takes the next. What is compiled for one
    kind of network is ready before the next kind's compiling begins; networks of the first kinds are trained meanwhile.
    """

    def __init__(self, members: Sequence[Member], epochs: int, shuffle: bool) -> None:
        self.epochs, self.shuffle, self.count = epochs, shuffle, len(members)
        self.waiting: dict[Kind, deque[Member]] = {}
        for member in members:
            self.waiting.setdefault(member.kind, deque()).append(member)
        self.kinds = [*self.waiting]
        self.lock = Lock()
        self.done: list[Member] = []
        self.stopping = False

    def run(self, threads: int, report: Report) -> None:
        """Trains all of them. What is raised here or in a worker ends the others after their next few updates."""
        with ThreadPoolExecutor(threads, "training") as pool:
            workers = [pool.submit(self.work) for _ in range(threads)]
            try:
                for kind in self.kinds:
                    kind.compiled.set_result(kind.native.steps())
                while wait(workers, LOOKING).not_done:
                    report(len(self.done), self.count)
            finally:
                self.stopping = True
                for kind in self.kinds:
                    kind.compiled.cancel()
            for worker in workers:
                worker.result()
        report(len(self.done), self.count)

    def work(self) -> None:
        """Takes networks until none is left. The compiled steps are every worker's, the rooms that they need its own."""
        kind, most = None, 1
        rooms: list[Compiled] = []
        try:
            while members := self.taken(kind, most):
                if members[0].kind is not kind:
                    kind, rooms = members[0].kind, []
                shared, start = kind.compiled.result(), perf_counter()
                while shared and len(rooms) < len(members):
                    rooms.append(shared.another())
                self.train(members, rooms[: len(members)])
                most = int(GOING * len(members) / (perf_counter() - start)) + 1
                self.done += members
        except (Stopped, CancelledError):
            return
        except BaseException:
            self.stopping = True
            raise

    def taken(self, kind: Kind | None, most: int) -> list[Member]:
        """Some of the networks that wait, all of one kind; one to begin with where it is not this kind, and fewer towards
        the end, so that no worker is left alone with many.
        """
        with self.lock:
            for new, waiting in self.waiting.items():
                if waiting:
                    count = min(most, -(-len(waiting) // SHARES)) if new is kind else 1
                    return [waiting.popleft() for _ in range(count)]
        return []

    def train(self, members: Sequence[Member], compiled: Sequence[Compiled]) -> None:
        """Those that are begun at once go on in one call of compiled code, so that workers seldom wait for each other."""
        trainers = [self.trainer(member, own) for member, own in zip_longest(members, compiled)]
        if compiled and self.epochs:
            go_on_all([trainer.begin(own, self.epochs) for trainer, own in zip(trainers, compiled, strict=True)])
        for member, trainer in zip(members, trainers, strict=True):
            self.finish(member, trainer)

    def trainer(self, member: Member, compiled: Compiled | None) -> Trainer:
        network, kind = member.network, member.kind
        return Trainer(
            kind.steps.program, network.point_for(member.rule), kind.x, kind.targets, kind.batch_size, self.shuffle,
            network.seed, native=Native(0, lambda: None, lambda: compiled), look=self.look,
        )  # fmt: skip

    def finish(self, member: Member, trainer: Trainer) -> None:
        """As ``fit`` does; what a network comes to is its own whatever happens."""
        network, outcome = member.network, member.kind.targets.outcome
        try:
            fit(trainer, self.epochs, outcome, None, (), False, member.history)
        except Diverged as problem:
            member.history.diverged = problem.with_traceback(None)
        finally:
            network.outcome, network.history.metric_name = outcome, outcome.metric
            network.keep(trainer, member.rule)
            network.history.records.extend(member.history)

    def look(self) -> None:
        if self.stopping:
            raise Stopped
