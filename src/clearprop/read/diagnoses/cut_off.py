"""A value before the entries of the ones that stand for biases are cut off from it: what it is without them shows later."""

from collections.abc import Callable
from typing import Any

import numpy as np

from clearprop.read.diagnoses.numbers import Numbers
from clearprop.read.recover.steps import Run, Step

Cut = Callable[[Any], Any]

CUTS: tuple[Cut, ...] = (
    lambda value: value[..., 1:],
    lambda value: value[..., :-1],
    lambda value: value[1:],
    lambda value: value[:-1],
)
"""Without the first or the last column, or row."""


def whole(value: Any) -> Any:
    return value


def before_cut(run: Run, step: Step, node: int, true: Numbers) -> tuple[int, Cut]:
    """The node that this one is all but a column or a row of, and what cuts it off; itself where it is no such part.

    None of what is left over may be a true value: else it is the cut that is wrong.
    """
    operands = run.graph.operands[node]
    if run.graph.ops[node] != "getitem" or operands[0] not in step.backward:
        return node, whole
    uncut, part = np.asarray(run.graph.values[operands[0]]), run.graph.values[node]
    cuts = [cut for cut in CUTS if uncut.ndim and np.shape(cut(uncut)) == np.shape(part)]
    if true.has(uncut) or any(true.has(cut(uncut)) for cut in cuts):
        return node, whole
    return next(((operands[0], cut) for cut in cuts if np.array_equal(cut(uncut), part)), (node, whole))
