"""The local Jacobian of one equation: which element of the result answers to which element of an operand, and how much."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from clearprop.explain.reach import reached
from clearprop.explain.sweep import Values, operands_of, pulled
from clearprop.ir import Equation, Variable
from clearprop.ops import Elementwise

MOST = 20_000
"""So many elements of a result are asked one by one; beyond that the paths of a single row are the way."""


@dataclass(frozen=True)
class Entries:
    """``values[k]`` = ∂result[``to[k]``]/∂operand[``start[k]``]; elements are counted row by row."""

    start: np.ndarray
    to: np.ndarray
    values: np.ndarray


def entries(equation: Equation, operand: int, values: Values, mask: np.ndarray) -> Entries:
    """The entries that start from the elements of operand number ``operand`` that are marked in ``mask``."""
    if isinstance(equation.op, Elementwise):
        found = elementwise(equation, operand, values)
    else:
        found = asked(equation, operand, values, mask)
    kept = mask.ravel()[found.start] & (found.values != 0)
    return Entries(found.start[kept], found.to[kept], found.values[kept])


def elementwise(equation: Equation, operand: int, values: Values) -> Entries:
    """From the op's local factors, broadcast."""
    result = equation.result.type
    local = equation.op.factors(values[equation.result], *operands_of(equation, values))[operand]
    shape = equation.operands[operand].type.shape
    start = np.broadcast_to(np.arange(int(np.prod(shape))).reshape(shape), result.shape).ravel()
    spread = np.zeros(result.size) if local is None else np.broadcast_to(local, result.shape).ravel()
    return Entries(start, np.arange(result.size), np.asarray(spread, float))


def asked(equation: Equation, operand: int, values: Values, mask: np.ndarray) -> Entries:
    """Row by row of the Jacobian: each asks one element of the result, or one in every row where rows do not mix."""
    variable: Any = equation.operands[operand]
    alone = Equation(equation.result, equation.op, equation.operands, equation.origin)
    felt = reached([alone], values, {variable: mask}).get(equation.result, np.zeros(equation.result.type.shape, bool))
    groups = questions(alone, variable, values, mask, felt)
    if len(groups) > MOST:
        raise ValueError(
            f"{equation.result.name} has {len(groups)} elements to ask one by one; derive it on fewer rows."
        )
    start, to, found = [], [], []
    for group in groups:
        g = np.zeros(equation.result.type.size)
        g[group] = 1
        share = pulled(equation, values, g.reshape(equation.result.type.shape))[operand]
        if share is None:
            continue
        share = np.broadcast_to(share, variable.type.shape)
        where = np.flatnonzero(share)
        start.append(where)
        to.append(answering(group, where, variable, equation.result))
        found.append(np.ravel(share)[where])
    join = np.concatenate if start else lambda parts: np.zeros(0, int)
    return Entries(join(start), join(to), join(found))


def questions(
    equation: Equation, variable: Variable, values: Values, mask: np.ndarray, felt: np.ndarray
) -> list[np.ndarray]:
    """Elements of the result that are asked together: those of one unit in all rows, or one alone."""
    shape = equation.result.type.shape
    rows = shape[0] if shape else 1
    if rows > 1 and variable.type.shape[:1] == (rows,) and not mixed(equation, variable, values):
        units = np.flatnonzero(felt.any(axis=0))
        width = int(np.prod(shape[1:]))
        return [np.arange(rows) * width + unit for unit in units]
    return [np.array([place]) for place in np.flatnonzero(felt)]


def mixed(equation: Equation, variable: Variable, values: Values) -> bool:
    """Whether an element of the first or the last row is felt in another row."""
    for row in (0, -1):
        mask = np.zeros(variable.type.shape, bool)
        mask[row] = True
        felt = reached([equation], values, {variable: mask}).get(equation.result)
        if felt is not None and np.delete(felt, row, axis=0).any():
            return True
    return False


def answering(group: np.ndarray, where: np.ndarray, variable: Variable, result: Variable) -> np.ndarray:
    """Which of the elements asked together answered at each place of the operand: the one of its row."""
    if len(group) == 1:
        return np.full(len(where), group[0])
    answered: np.ndarray = group[where // int(np.prod(variable.type.shape[1:]))]
    return answered
