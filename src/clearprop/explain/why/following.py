"""The neighbours of a weight's unit: its bias, the data that feeds the weight, the weights that carry the unit on."""

import numpy as np

from clearprop.explain.reach import into_z, one, places_in_z
from clearprop.explain.sweep import pulled, push
from clearprop.explain.why.case import Case
from clearprop.ir import Variable


def bias_of(case: Case) -> tuple[str, tuple[int, ...]] | None:
    """The parameter element that is added to the unit's z in every row of this weight; None where there is none."""
    if len(case.factors.uses) != 1 or not case.factors.rows:
        return None
    use, run = case.factors.uses[0], case.run
    places = tuple(np.transpose([row.at for row in case.factors.rows]))
    for name in run.wrt:
        parameter = run.program.input(name)
        for other in run.uses(parameter):
            if other.z is not use.z or not np.all(into_z(other, run.values, np.ones(parameter.type.shape)) == 1):
                continue  # another unit's, or multiplied by something
            where = element_reaching(parameter, case.factors.rows[0].at)
            if where is not None and places_in_z(other, run.values, one(parameter, where))[places].all():
                return name, where
    return None


def element_reaching(parameter: Variable, place: tuple[int, ...]) -> tuple[int, ...] | None:
    """The element of an added parameter that reaches this place: their last axes fit."""
    shape = parameter.type.shape
    if len(shape) > len(place):
        return None
    where = tuple(at if size > 1 else 0 for at, size in zip(place[len(place) - len(shape) :], shape, strict=True))
    return where if all(at < size for at, size in zip(where, shape, strict=True)) else None


def partner(case: Case) -> tuple[Variable, np.ndarray] | None:
    """What this weight is multiplied by: a variable, and a mark at the elements that stand beside the weight."""
    use, run = case.factors.rows[0].use, case.run
    moves = {use.parameter: one(use.parameter, case.factors.index).astype(float)}
    for equation in use.to_z:
        others = [v for v in equation.variables() if v not in moves and v.type.floating and v.type.size > 1]
        if others:
            values = {**run.values, **moves}
            shares = pulled(equation, values, np.ones(equation.result.type.shape))
            share = shares[equation.operands.index(others[0])]
            return None if share is None else (others[0], np.broadcast_to(share, others[0].type.shape) != 0)
        moves = push([equation], run.values, moves)
    return None


def data_behind(case: Case) -> tuple[str, np.ndarray] | None:
    """An input that is data and feeds this weight: its name, and a mark at the elements that do."""
    found = partner(case)
    if found is None or found[0] not in case.run.program.inputs or found[0].name in case.run.wrt:
        return None
    return (found[0].name, found[1]) if found[1].any() else None


def carrying(case: Case) -> tuple[str, np.ndarray] | None:
    """The parameter that multiplies the unit's activation next, and a mark at the elements that multiply this unit."""
    use, run = case.factors.uses[0], case.run
    unit = np.zeros(use.a.type.shape)
    for row in case.factors.rows:
        unit[row.at] = 1
    for equation in run.program.equations:
        if use.a in equation.operands:
            for k, operand in enumerate(equation.operands):
                if isinstance(operand, Variable) and operand.name in run.wrt:
                    values = {**run.values, use.a: unit}
                    share = pulled(equation, values, np.ones(equation.result.type.shape))[k]
                    if share is not None and np.any(share):
                        return operand.name, np.asarray(share) != 0
    return None
