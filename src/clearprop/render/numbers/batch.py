"""The rows of a batch: which axis counts them, and what one row of each quantity is."""

from collections import Counter
from collections.abc import Callable

import numpy as np

from clearprop.ir import Program, Variable
from clearprop.render.maths.axes import Axis
from clearprop.render.maths.lines import Paper
from clearprop.render.maths.shown import is_backward

Selection = Callable[[Variable, np.ndarray], np.ndarray]


def selection(paper: Paper, row: int | None) -> tuple[Selection, int]:
    """What takes one row of the batch out of a variable's array, and how many rows there are. ValueError for no such row."""
    axis = None if is_single(paper.program) else batch_axis(paper)
    among = 1 if is_single(paper.program) else paper.axes.size(axis) if axis else 0
    if row is None or (among == 1 and row == 0):
        return (lambda variable, array: array), among
    if not 0 <= row < among:
        there = f"there are {among} rows, numbered from 0 to {among - 1}" if among > 1 else "there is one row, 0"
        raise ValueError(f"row={row!r}: {there if among else f'{paper.program.name} computes nothing that has rows'}.")

    def one(variable: Variable, array: np.ndarray) -> np.ndarray:
        found = axis_of(paper, axis, variable)
        return array if found is None else np.take(array, row, axis=found)

    return one, among


def axis_of(paper: Paper, axis: Axis | None, variable: Variable) -> int | None:
    """Which axis of the variable counts the rows of the batch; None where it has no rows."""
    family = [k for k in range(variable.type.ndim) if paper.axes.family((variable.name, k)) == axis]
    return family[0] if family else None


def is_single(program: Program) -> bool:
    """Whether the batch is one row: every matrix that is computed forward has one."""
    matrices = [e.result for e in program.equations if not is_backward(e) and e.result.type.ndim > 1]
    return bool(matrices) and all(matrix.type.shape[0] == 1 for matrix in matrices)


def batch_axis(paper: Paper) -> Axis | None:
    """The axis of the rows: of a matrix's axes the one that most of what is computed forward has.

    Rows run through all layers, features and units do not; nor do parameters have them. In doubt it is the first axis.
    """
    program, family = paper.program, paper.axes.family
    matrices = {family((v.name, k)) for v in program.variables() if v.type.ndim > 1 for k in range(v.type.ndim)}
    parameters = [v for v in program.inputs if f"d{v.name}" in program.outputs]
    owned = Counter(family((v.name, k)) for v in parameters for k in range(v.type.ndim))
    counts: Counter[Axis] = Counter()
    for equation in program.equations:
        if not is_backward(equation) and equation.result.type.floating and not equation.op.shares:
            axes = [family((equation.result.name, k)) for k in range(equation.result.type.ndim)]
            counts.update(axis for axis in dict.fromkeys(axes) if axis in matrices)
    return max(counts, key=lambda axis: (counts[axis], -owned[axis]), default=None)
