"""What the numbers are that a script computes from its predictions: looked at once, whatever losses are held against it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from clearprop.read.losses import NamedValue, Totals, name_of_value
from clearprop.read.recover.meets import Meeting
from clearprop.read.recover.own_losses import OwnLoss, own_losses
from clearprop.read.recover.steps import Run, Step

Points = list[tuple[Run, list[Step]]]


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
    values = [np.asarray(run.graph.values[m.prediction], float) for m in meetings]
    targets = [
        np.broadcast_to(
            np.asarray(m.target, float).reshape(v.shape if np.size(m.target) == v.size else np.shape(m.target)), v.shape
        )
        for m, v in zip(meetings, values, strict=True)
    ]
    if len(values) == 1:
        return values[0], targets[0]
    return np.concatenate([rowwise(v) for v in values]), np.concatenate([rowwise(t) for t in targets])


def rowwise(value: np.ndarray) -> np.ndarray:
    """A vector is one example's outputs; a matrix has a row for each, a column only where it is a single one's."""
    return value.reshape(1, -1) if value.ndim < 2 or value.shape[1] == 1 else value
