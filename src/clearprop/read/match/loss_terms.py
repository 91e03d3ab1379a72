"""The standard losses' terms at the predictions of a step, and their sums."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np

from clearprop.read.losses import DIRECTIONS
from clearprop.read.losses.base import Rule
from clearprop.read.recover.graph import Graph
from clearprop.read.recover.meets import Meeting

MOST = 4096
"""Terms of which all partial sums are made."""


class LossTerm(NamedTuple):
    """A loss of one prediction and its target, and the derivative with respect to the prediction."""

    value: Callable[[Any, Any], Any]
    derivative: Callable[[Any, Any], Any]


SPELLED_OUT = (
    LossTerm(lambda a, t: (a - t) ** 2, lambda a, t: 2 * (a - t)),
    LossTerm(lambda a, t: t * np.log(a) + (1 - t) * np.log(1 - a), lambda a, t: t / a - (1 - t) / (1 - a)),
    LossTerm(lambda a, t: t * np.log(a), lambda a, t: t / a),
    LossTerm(lambda a, t: (1 - t) * np.log(1 - a), lambda a, t: -(1 - t) / (1 - a)),
)
"""What is looked for whatever the updates descend."""


def number_by_number(rule: Rule) -> Callable[[Any, Any], Any]:
    return lambda a, t: np.reshape(rule(np.reshape(a, (-1, 1)), np.reshape(t, (-1, 1))), np.shape(a))


OTHERS = [LossTerm(number_by_number(loss.value), number_by_number(loss.derivative)) for loss in DIRECTIONS]
"""What is looked for where it is what the updates descend."""


def loss_entries(graph: Graph, meetings: Sequence[Meeting], seeds: Mapping[int, Any]) -> Iterator[tuple[Any, int]]:
    """(value, tier): 0 the sum over everything, 1 single terms and sums over an axis, 2 partial sums.

    The loss that is descended is scaled so that its derivative is the seeds.
    """
    pairs = list(compared(graph, meetings))
    with np.errstate(all="ignore"):
        for term in (*SPELLED_OUT, *OTHERS):
            scale = scale_of(term, pairs, seeds)
            if scale is None and term not in SPELLED_OUT:
                continue
            values = [(scale or 1.0) * np.asarray(term.value(a, t), float) for _, a, t in pairs]
            if values and all(np.isfinite(value).all() for value in values):
                yield from sums(values)


def sums(values: Sequence[np.ndarray]) -> Iterator[tuple[Any, int]]:
    totals = [float(value.sum()) for value in values]
    yield sum(totals), 0
    for value in values:
        yield value, 1
        for axis in range(value.ndim):
            yield value.sum(axis=axis), 1
    if len(totals) > 1:
        yield np.cumsum(totals), 2
    flat = np.concatenate([value.ravel() for value in values])
    if flat.size <= MOST:
        yield np.cumsum(flat), 2


def scale_of(term: LossTerm, pairs: Sequence[tuple[int, Any, Any]], seeds: Mapping[int, Any]) -> float | None:
    """The constant between the term's derivative and the seeds; None where there is none."""
    given = [(np.ravel(seeds[node]), np.ravel(term.derivative(a, t))) for node, a, t in pairs if node in seeds]
    given = [(seed, slope) for seed, slope in given if seed.size == slope.size]
    if not given:
        return None
    seed, slope = (np.concatenate(parts) for parts in zip(*given, strict=True))
    if not np.isfinite(slope).all() or not slope.any():
        return None
    at = int(np.argmax(np.abs(slope)))
    scale = float(seed[at] / slope[at])
    return scale if scale and np.allclose(seed, scale * slope, rtol=1e-8, atol=1e-12) else None


def compared(graph: Graph, meetings: Sequence[Meeting]) -> Iterator[tuple[int, Any, Any]]:
    for meeting in meetings:
        a, t = np.asarray(graph.values[meeting.prediction], float), np.asarray(meeting.target, float)
        if t.size == a.size:
            yield meeting.prediction, a, t.reshape(a.shape)
        elif t.size == 1:
            yield meeting.prediction, a, np.broadcast_to(t, a.shape)
