"""Where the elements of a rearranged array come from: ``W.T``, ``W[2]`` and the like show the places of ``W`` itself."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from clearprop.ir import Equation, Literal, Variable

GOLDEN = 0.6180339887498949


@dataclass(frozen=True)
class Places:
    """``root``: the array that the elements are from; ``flat``: for each element its place in it, counted through."""

    root: Variable
    flat: np.ndarray


def places_of(variable: Variable, defined: Mapping[Variable, Equation]) -> Places:
    """Back to the array that this one is a rearrangement of; to itself where it is none."""
    way: list[Equation] = []
    root = variable
    while root in defined and len([*defined[root].variables()]) == 1:
        way.append(defined[root])
        root = next(defined[root].variables())
    labels = 1 + np.arange(root.type.size) * GOLDEN % 1
    moved = labels.reshape(root.type.shape)
    for equation in reversed(way):
        operands = [o.value if isinstance(o, Literal) else moved for o in equation.operands]
        moved = np.asarray(equation.op.evaluate(*operands))
    order = np.argsort(labels)
    found = order[np.searchsorted(labels, moved, sorter=order).clip(max=labels.size - 1)]
    if way and not np.array_equal(labels[found], moved):
        step = way[0].result if len(way) == 1 else variable
        return Places(step, np.arange(step.type.size).reshape(step.type.shape))
    return Places(root, found.reshape(variable.type.shape))
