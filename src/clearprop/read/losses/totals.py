"""What every standard loss and measure makes of some points: computed once, however many numbers are held against it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from clearprop.read.losses.base import Array, StandardLoss, as_rows
from clearprop.read.losses.catalogue import LOSSES
from clearprop.read.losses.epsilon import DECADES
from clearprop.read.losses.measures import measures
from clearprop.read.losses.targets import targets_for

Pair = tuple[Array, Array]
Total = tuple[str, Array]  # a reduction, and what it makes of each point


@dataclass(frozen=True)
class Totals:
    """Of pairs of predictions and targets, a row for each example; labels stand for one-hot rows."""

    given: Sequence[tuple[Any, Any]]

    @cached_property
    def losses(self) -> list["LossTotals"]:
        """Those of the losses that are meant for such predictions and targets."""
        fitting = ((loss, self.pairs(loss.targets)) for loss in LOSSES.values())
        return [
            LossTotals(loss, pairs)
            for loss, pairs in fitting
            if pairs is not None
            and all(loss.applies(a, y) for a, y in pairs)
            and not (loss.name == "absolute_error" and one_sided(pairs))
            and not (loss.name == "perceptron" and unsigned(pairs))
            and not (loss.targets == "sign" and one_class(pairs))
        ]

    @cached_property
    def measures(self) -> dict[str, Array]:
        """What people print instead of a loss, by its name."""
        pairs = self.pairs("real")
        by_point = [dict(measures(a, y)) for a, y in pairs or ()]
        return {name: np.array([point[name] for point in by_point]) for name in by_point[0]} if by_point else {}

    def pairs(self, kind: str) -> list[Pair] | None:
        """With the targets as losses of this kind take them; None where they do not fit."""
        rows = [(as_rows(a), targets_for(a, y, kind)) for a, y in self.given]
        found = [(a, y) for a, y in rows if y is not None]
        return found if len(found) == len(rows) else None


@dataclass(frozen=True)
class LossTotals:
    """One loss's reductions."""

    loss: StandardLoss
    pairs: list[Pair]

    @cached_property
    def plain(self) -> list[Total]:
        return list(reductions(self.loss, self.pairs, 0.0))

    @cached_property
    def of_decades(self) -> list[tuple[float, list[Total]]]:
        """With each power of ten as the ε in its logarithms."""
        return [(epsilon, list(reductions(self.loss, self.pairs, epsilon))) for epsilon in DECADES]

    def with_epsilon(self, epsilon: float) -> list[Total]:
        return list(reductions(self.loss, self.pairs, epsilon))


def unsigned(pairs: Sequence[Pair]) -> bool:
    """Whether no prediction is negative: then a loss of signs is a sum of predictions, which anything may be."""
    return all(np.all(a >= 0) for a, _ in pairs)


def one_class(pairs: Sequence[Pair]) -> bool:
    """Whether all targets are alike: then the margin's 1 - y a is the error itself, which anyone computes."""
    return len(np.unique(np.concatenate([np.ravel(y) for _, y in pairs]))) == 1


def one_sided(pairs: Sequence[Pair]) -> bool:
    """Whether no prediction is ever on the other side of its target: then errors cannot be told from their sizes."""
    errors = [np.ravel(a - y) for a, y in pairs]
    return all(np.all(e >= 0) for e in errors) or all(np.all(e <= 0) for e in errors)


def reductions(loss: StandardLoss, pairs: Sequence[Pair], epsilon: float) -> Iterator[Total]:
    """The reductions that differ for these shapes, each with what it makes of every point."""
    with np.errstate(all="ignore"):
        value = loss.value if loss.with_epsilon is None or not epsilon else with_epsilon(loss, epsilon)
        sums = np.array([np.sum(value(a, y)) for a, y in pairs])
    rows = np.array([len(a) for a, _ in pairs])
    outputs = np.array([a.shape[1] for a, _ in pairs])
    one_row = bool((rows == 1).all())
    yield "one-row" if one_row else "sum", sums
    if not one_row:
        yield "mean", sums / rows
    if (outputs > 1).any():
        yield "mean_of_all", sums / (rows * outputs)


def with_epsilon(loss: StandardLoss, epsilon: float) -> Any:
    assert loss.with_epsilon is not None
    adds = loss.with_epsilon
    return lambda a, y: adds(a, y, epsilon)
