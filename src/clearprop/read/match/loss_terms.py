"""The standard losses' terms at the predictions of a step, and their sums."""

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from clearprop.read.recover.graph import Graph
from clearprop.read.recover.steps import Step

TERMS: dict[str, Callable[[Any, Any], Any]] = {
    "squared_error": lambda a, t: (a - t) ** 2,
    "binary_cross_entropy": lambda a, t: t * np.log(a) + (1 - t) * np.log(1 - a),
    "cross_entropy": lambda a, t: t * np.log(a),
    "other_cross_entropy": lambda a, t: (1 - t) * np.log(1 - a),
}


def loss_entries(graph: Graph, step: Step) -> Iterator[tuple[Any, int]]:
    """(value, tier): 0 the sum over everything, 1 single terms and sums over an axis, 2 partial sums."""
    pairs = list(compared(graph, step))
    with np.errstate(all="ignore"):
        for term in TERMS.values():
            values = [np.asarray(term(a, t), float) for a, t in pairs]
            if not values or not all(np.isfinite(value).all() for value in values):
                continue
            totals = [float(value.sum()) for value in values]
            yield sum(totals), 0
            for value in values:
                yield value, 1
                for axis in range(value.ndim):
                    yield value.sum(axis=axis), 1
            if len(totals) > 1:
                yield np.cumsum(totals), 2
            flat = np.concatenate([value.ravel() for value in values])
            if flat.size <= 4096:
                yield np.cumsum(flat), 2


def compared(graph: Graph, step: Step) -> Iterator[tuple[Any, Any]]:
    for meeting in step.meetings:
        a, t = np.asarray(graph.values[meeting.prediction], float), np.asarray(meeting.target, float)
        if t.size == a.size:
            yield a, t.reshape(a.shape)
        elif t.size == 1:
            yield a, np.broadcast_to(t, a.shape)
