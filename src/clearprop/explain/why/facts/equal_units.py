"""Units that are copies of each other: equal weights and equal gradients stay equal for ever."""

import numpy as np

from clearprop.explain.run import Run
from clearprop.explain.why.case import Case
from clearprop.explain.why.fact import Fact, Look
from clearprop.explain.why.units import unit_axis, unit_parameters
from clearprop.explain.wording import element
from clearprop.ir import Variable


class EqualUnits(Look):
    """Every unit has the weights and the gradients of the first."""

    kind = "equal_units"
    order = 30

    def at(self, case: Case) -> Fact | None:
        parameter = case.run.program.input(case.factors.name)
        axis = unit_axis(case)
        if axis is None or parameter.type.shape[axis] < 2:
            return None
        units = parameter.type.shape[axis]
        if not all(self.equal(case.run, other, k, units) for other, k in unit_parameters(case, parameter, axis)):
            return None
        text = (
            f"All {units} units have the same gradient in {element(parameter.name)} and start from the same weights: every "
            "step moves them alike, so they stay copies of one unit for ever."
        )
        return self.fact(text, units=units)

    def equal(self, run: Run, parameter: Variable, axis: int, units: int) -> bool:
        """Whether the parameter and its gradient are the same for every unit."""
        weights = run.values[parameter]
        gradients = run.adjoints.get(parameter, np.zeros_like(weights))
        return weights.shape[axis] == units and all(
            bool(np.all(np.take(each, [0], axis) == each)) for each in (weights, gradients)
        )
