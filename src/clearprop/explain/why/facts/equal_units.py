"""Units that are copies of each other: equal weights and equal gradients stay equal for ever."""

import numpy as np

from clearprop.explain.why.case import Case
from clearprop.explain.why.fact import Fact, Look
from clearprop.explain.why.units import unit_axis
from clearprop.explain.wording import element


class EqualUnits(Look):
    """Every unit has the weights and the gradients of the first."""

    kind = "equal_units"
    order = 30

    def at(self, case: Case) -> Fact | None:
        parameter = case.run.program.input(case.factors.name)
        axis = unit_axis(case)
        if axis is None or parameter.type.shape[axis] < 2:
            return None
        weights, gradients = case.run.values[parameter], case.run.adjoints[parameter]
        if not all(np.all(np.take(each, [0], axis) == each) for each in (weights, gradients)):
            return None
        units = parameter.type.shape[axis]
        text = (
            f"All {units} units have the same gradient in {element(parameter.name)} and start from the same weights: every "
            "step moves them alike, so they stay copies of one unit for ever."
        )
        return self.fact(text, units=units)
