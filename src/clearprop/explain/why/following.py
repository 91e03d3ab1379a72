"""The neighbours of a weight's unit: its bias, the data that feeds the weight, the weights that carry the unit on."""

import numpy as np

from clearprop.explain.reach import one, reached
from clearprop.explain.sweep import operands_of, push
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
            if other.z is not use.z or parameter.type.size > use.z.type.size:
                continue
            ones = {parameter: np.ones(parameter.type.shape)}
            if not np.all(push(other.to_z, run.values, ones)[other.z] == 1):
                continue  # it is multiplied by something
            where = element_reaching(case, other.to_z, parameter, case.factors.rows[0].at)
            if (
                where is not None
                and reached(other.to_z, run.values, {parameter: one(parameter, where)})[use.z][places].all()
            ):
                return name, where
    return None


def element_reaching(case: Case, to_z: object, parameter: Variable, place: tuple[int, ...]) -> tuple[int, ...] | None:
    """The element of an added parameter that reaches this place: their last axes fit."""
    shape = parameter.type.shape
    where = tuple(at if size > 1 else 0 for at, size in zip(place[len(place) - len(shape) :], shape, strict=True))
    return where if all(at < size for at, size in zip(where, shape, strict=True)) else None


def data_behind(case: Case) -> tuple[str, np.ndarray] | None:
    """An input that is data and feeds this weight: its name, and a mark at the elements that do."""
    use, run = case.factors.uses[0], case.run
    first = use.to_z[0]
    for variable in first.variables():
        if variable in run.program.inputs and variable.name not in run.wrt and variable.type.floating:
            marks = feeding(case, variable)
            if marks.any():
                return variable.name, marks
    return None


def feeding(case: Case, variable: Variable) -> np.ndarray:
    """Where the weight's partner stands: the elements of the variable by which this one weight is multiplied."""
    use = case.factors.uses[0]
    first = use.to_z[0]
    alone = {use.parameter: one(use.parameter, case.factors.index).astype(float)}
    values = {**case.run.values, **alone}
    g = np.ones(first.result.type.shape)
    shares = first.op.vjp(g, values[first.result], *operands_of(first, values))
    share = shares[first.operands.index(variable)]
    return np.zeros(variable.type.shape) if share is None else (np.asarray(share) != 0).astype(float)


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
                    share = equation.op.vjp(
                        np.ones(equation.result.type.shape), values[equation.result], *operands_of(equation, values)
                    )[k]
                    if share is not None and np.any(share):
                        return operand.name, np.asarray(share) != 0
    return None
