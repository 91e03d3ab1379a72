"""Many networks that are to be trained on the same rows: what each of them needs, made once for all that are alike."""

from collections.abc import Hashable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field
from typing import Any, Protocol

import numpy as np

from clearprop.execute.native.compiled import Compiled
from clearprop.nn import Adam, Architecture, Optimizer, optimizer_of
from clearprop.train.history import History
from clearprop.train.native import Native
from clearprop.train.outcomes import Outcome
from clearprop.train.rows import batch_of
from clearprop.train.steps import Steps
from clearprop.train.stored import Trained
from clearprop.train.targets import Targets
from clearprop.train.trainer import Point, Trainer


class Network(Trained, Protocol):
    """What is trained."""

    def data_of(self, X: Any, Y: Any) -> tuple[np.ndarray, np.ndarray, Outcome]:
        """The rows and what their targets mean."""

    def steps_for(self, made: Architecture, rule: Optimizer) -> Steps:
        """The training steps."""

    def point_for(self, rule: Optimizer) -> Point:
        """Where training goes on."""

    def keep(self, trainer: Trainer, rule: Optimizer) -> None:
        """Takes over where the trainer stands."""


@dataclass(frozen=True, eq=False)
class Kind:
    """What networks of equal steps share. ``compiled``: their steps, None where NumPy makes all updates."""

    x: np.ndarray
    targets: Targets
    batch_size: int
    steps: Steps
    native: Native
    compiled: Future[Compiled | None] = field(default_factory=Future)


@dataclass(frozen=True, eq=False)
class Member:
    """One network of many, and what its training comes to."""

    network: Network
    rule: Optimizer
    kind: Kind
    history: History


def population(
    networks: Sequence[Network], X: Any, Y: Any, batch_size: int | str | None, optimizers: Sequence[str | Optimizer | None]
) -> list[Member]:  # fmt: skip
    """Every network with what it needs. ValueError, which tells the number of a network, for what does not fit."""
    kinds = Kinds(X, Y, batch_size)
    found = []
    for number, (network, optimizer) in enumerate(zip(networks, optimizers, strict=True)):
        try:
            rule = Adam() if optimizer is None else optimizer_of(optimizer)
            kind = kinds.of(network, rule)
        except ValueError as problem:
            raise ValueError(f"networks[{number}]: {problem}") from None
        found.append(Member(network, rule, kind, History(kind.targets.outcome.metric)))
    return found


class Kinds:
    """Every kind of network among many, made once."""

    def __init__(self, X: Any, Y: Any, batch_size: int | str | None) -> None:
        self.X, self.Y, self.batch_size = X, Y, batch_size
        self.rows: dict[Hashable, tuple[np.ndarray, Targets]] = {}
        self.numbers: dict[Hashable, int] = {}  # by architecture: those of equal steps have the same
        self.found: dict[Hashable, Kind] = {}

    def of(self, network: Network, rule: Optimizer) -> Kind:
        """That of a network. ValueError for data or a batch that does not fit it."""
        own = itself(network.architecture)
        number = self.numbers.get(own)
        if number is None:
            like = itself(network.architecture.without_starts())
            number = self.numbers[own] = self.numbers.setdefault(like, len(self.numbers))
        asked = number, itself(rule)
        kind = self.found.get(asked)
        if kind is None:
            kind = self.found[asked] = self.made(network, rule)
        return kind

    def made(self, network: Network, rule: Optimizer) -> Kind:
        made = network.architecture
        x, targets = self.rows_for(network)
        size = batch_of(self.batch_size, len(x), made.least_rows)
        steps = network.steps_for(made, rule)
        native = steps.native("native", len(x), size)
        assert native
        return Kind(x, targets, size, steps, native)

    def rows_for(self, network: Network) -> tuple[np.ndarray, Targets]:
        made = network.architecture
        asked = made.features, made.outputs, made.loss.name, made.loss.classifies, made.dtype
        if asked not in self.rows:
            x, y, outcome = network.data_of(self.X, self.Y)
            self.rows[asked] = x, Targets(y, outcome)
        return self.rows[asked]


def itself(value: Hashable) -> Hashable:
    """What equal values have in common; where they cannot be told to be equal, each is alone."""
    try:
        hash(value)
    except TypeError:
        return id(value)
    return value
