"""Slopes that take a few values only, such as a ReLU's: held against φ' of the very activation they were computed from."""

from collections.abc import Sequence

import numpy as np

from clearprop.read.match.comparing import Match
from clearprop.read.match.places import Instance
from clearprop.read.match.points import Point
from clearprop.read.recover.layers import Block

DEPTH = 200
FILLED = 8
"""Entries from which on a pattern of two values is no accident."""


def aligned_slope(instances: Sequence[Instance], points: Sequence[Point]) -> Match | None:
    """All values are φ'(z) where they stand, and both sides of the bend have been seen."""
    layers: set[int] = set()
    seen: set[float] = set()
    difference = 0.0
    for point, node in instances:
        here = points[point]
        value = np.asarray(here.graph.values[node], float)
        apart, layer = nearest(here, value, blocks_for(here, node, value))
        if not apart <= here.truths.tolerance.relative:
            return None
        difference = max(difference, apart)
        seen.update(np.unique(value)[:8].tolist())
        layers.add(layer)
    return Match(1.0, tuple(sorted(layers)), difference, 0) if len(seen) > 1 else None


def blocks_for(point: Point, node: int, value: np.ndarray) -> list[Block]:
    """The activation that a value was computed from; for a whole array that was filled in, every one of that shape."""
    block = source_block(point, node)
    if block is not None:
        return [block]
    filled = value.size >= FILLED and len(np.unique(value)) > 1 and not point.run.dependent[node]
    return (
        [b for b in point.truths.parts.blocks if np.shape(point.graph.values[b.activation]) == value.shape]
        if filled
        else []
    )


def nearest(point: Point, value: np.ndarray, blocks: Sequence[Block]) -> tuple[float, int]:
    """(how far φ' of the nearest activation is from the value, its layer)"""
    slopes = [(distance(slope, value), b.layer) for b in blocks for slope in point.truths.slopes.of(b)]
    return min(slopes, default=(float("inf"), 0))


def distance(slope: object, value: np.ndarray) -> float:
    true = np.asarray(slope, float)
    if true.size != value.size:
        return float("inf")
    return float(np.max(np.abs(true.ravel() - value.ravel()), initial=0.0))


def source_block(point: Point, node: int) -> Block | None:
    """The activation that a value was computed from, if it is one, and nothing else of the network but that."""
    found: set[Block] = set()
    wanted, seen = [node], 0
    forward = point.step.forward
    while wanted:
        at = wanted.pop()
        seen += 1
        if at in forward:
            kind = point.step.layers.kinds[at]
            if kind.letter == "P" or seen > DEPTH:
                return None
            block = point.truths.parts.block_of.get(at)
            if block is not None:
                found.add(block)
            elif kind.letter != "D":
                return None
        elif at in point.after_error or at in point.run.cut:
            return None
        else:
            wanted.extend(point.graph.operands[at])
    return found.pop() if len(found) == 1 else None
