"""Sums that are nought but for rounding: the errors of a softmax over all of its outputs, say."""

from typing import Any

import numpy as np

from clearprop.read.recover.graph import Graph

NOISE = 1e-12
"""How small a sum is, relative to the sizes of what is summed, that rounding alone has left."""
SUMMING = frozenset(("call numpy.sum", "method sum", "call numpy.mean", "method mean", "call numpy.average"))
SCALING = frozenset(("mul", "truediv", "neg", "pass", "copy", "call numpy.multiply", "call numpy.divide"))
DEPTH = 8


def settled(total: Any, values: Any) -> Any:
    """The total of values that are differences of numbers about one; nought where that is but for rounding."""
    return np.zeros_like(total) if is_rounding(total, max(1.0, float(np.sum(np.abs(values))))) else total


def is_rounding(total: Any, sizes: float) -> bool:
    return bool(np.isfinite(sizes) and np.all(np.abs(total) <= NOISE * sizes))


def settle(graph: Graph, node: int) -> None:
    """A number that is such a sum, or a multiple of one, becomes nought, and with it what it is a multiple of."""
    way = [node]
    while len(way) <= DEPTH and graph.ops[node] not in SUMMING:
        moving = [operand for operand in graph.operands[node] if graph.operands[operand]]
        if graph.ops[node] not in SCALING or len(moving) != 1:
            return
        node = moving[0]
        way.append(node)
    summed = graph.operands[node][:1]
    if graph.ops[node] in SUMMING and summed and is_rounding(graph.values[node], sizes_in(graph, summed[0])):
        for each in way:
            value = graph.values[each]
            graph.values[each] = 0.0 if isinstance(value, float) else np.zeros_like(value)


def sizes_in(graph: Graph, node: int) -> float:
    """The sum of the sizes of what is summed; of differences, of what they are between."""
    parts = graph.operands[node] if graph.ops[node] in ("sub", "inplace_sub") else [node]
    return float(sum(np.sum(np.abs(graph.values[part])) for part in parts))
