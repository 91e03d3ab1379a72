"""What the numbers are that a script computes from its predictions: looked at once, whatever losses are held against it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from clearprop.read.losses import NamedValue, Totals, name_of_value
from clearprop.read.recover.meets import Meeting
from clearprop.read.recover.own_losses import OwnLoss, own_losses
from clearprop.read.recover.steps import Points, Run


@dataclass(frozen=True)
class OwnNumbers:
    """Those of some points, as far as they have a name."""

    points: Points

    @cached_property
    def named(self) -> list[tuple[NamedValue, OwnLoss]]:
        """Each with the places where it is computed: in every step, else in the first of those that are printed."""
        return named(self.points) or named([(run, steps[:1]) for run, steps in self.points])


def named(points: Points) -> list[tuple[NamedValue, OwnLoss]]:
    pairs = [rows_of(run, step.meetings) for run, steps in points for step in steps]
    totals = Totals(pairs)
    found = []
    for own in own_losses(points):
        name = name_of_value(list(values(points, own)), totals) if pairs else None
        if name is not None:
            found.append((name, own))
    return found


def values(points: Points, own: OwnLoss) -> Iterator[float]:
    """At each point and step."""
    for (run, _), nodes in zip(points, own.nodes, strict=True):
        yield from (float(np.ravel(run.graph.values[node])[0]) for node in nodes)


def rows_of(run: Run, meetings: Sequence[Meeting]) -> tuple[Any, Any]:
    """Predictions and targets, a row for each example."""
    pairs = [beside(np.asarray(run.graph.values[m.prediction], float), np.asarray(m.target, float)) for m in meetings]
    values, targets = [value for value, _ in pairs], [target for _, target in pairs]
    if len(values) == 1:
        return values[0], targets[0]
    return np.concatenate([rowwise(v) for v in values]), np.concatenate([rowwise(t) for t in targets])


def beside(value: np.ndarray, target: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Both in one shape; one prediction that is held against several targets stands beside each."""
    if target.size == value.size:
        return value, target.reshape(value.shape)
    shape = np.broadcast_shapes(value.shape, target.shape) if target.size > value.size else value.shape
    return np.broadcast_to(value, shape), np.broadcast_to(target, shape)


def rowwise(value: np.ndarray) -> np.ndarray:
    """A vector is one example's outputs; a matrix has a row for each, a column only where it is a single one's."""
    return value.reshape(1, -1) if value.ndim < 2 or value.shape[1] == 1 else value
