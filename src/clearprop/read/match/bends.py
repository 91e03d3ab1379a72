"""Slopes that take a few values only, such as a ReLU's: held against φ' of the very activation they were computed from."""

from collections.abc import Sequence

import numpy as np

from clearprop.read.match.comparing import Match
from clearprop.read.match.places import Instance
from clearprop.read.match.points import Point
from clearprop.read.recover.layers import Block

DEPTH = 200


def aligned_slope(instances: Sequence[Instance], points: Sequence[Point]) -> Match | None:
    """All values are φ'(z) where they stand, and both sides of the bend have been seen."""
    layers: set[int] = set()
    seen: set[float] = set()
    difference = 0.0
    for point, node in instances:
        here = points[point]
        block = source_block(here, node)
        value = np.asarray(here.graph.values[node], float)
        if block is None:
            return None
        apart = min((distance(slope, value) for slope in here.truths.slopes.of_block[block.activation]), default=np.inf)
        if not apart <= here.truths.tolerance.relative:
            return None
        difference = max(difference, apart)
        seen.update(np.unique(value)[:8].tolist())
        layers.add(block.layer)
    return Match(1.0, tuple(sorted(layers)), difference, 0) if len(seen) > 1 else None


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
