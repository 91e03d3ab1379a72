"""A gradient that is infinite or not a number, and the first place where the numbers are left."""

import numpy as np

from clearprop.explain.run import Run
from clearprop.explain.why.case import Case
from clearprop.explain.why.fact import Fact, Look
from clearprop.explain.wording import element, number
from clearprop.ir import Variable


class NotFinite(Look):
    """The gradient, the loss or the pre-activation is not finite."""

    kind = "not_finite"
    order = 10

    def at(self, case: Case) -> Fact | None:
        if np.isfinite([case.gradient, case.loss, *case.z]).all():
            return None
        found = first(case.run)
        if found is None:
            return self.fact(f"It is {number(case.gradient)}: a product of finite numbers overflows.", first=None)
        variable, numbers, where, way = found
        place = tuple(int(at) for at in where)
        text = (
            f"The first number that is not finite {way} is {element(variable.name, place)} = {number(numbers[place])}; "
            f"everything that is computed from it is lost."
        )
        return self.fact(text, first=variable.name, index=place, value=float(numbers[place]))


def first(run: Run) -> tuple[Variable, np.ndarray, np.ndarray, str] | None:
    """The first variable with such a number, forward and then backward."""
    forward = [(v, run.values[v], "on the way forward") for v in run.program.variables() if v.type.floating]
    backward = [(v, g, "on the way back, the adjoint,") for v, g in run.adjoints.items()]
    for variable, numbers, way in (*forward, *backward):
        bad = ~np.isfinite(numbers)
        if bad.any():
            return variable, numbers, np.argwhere(bad)[0], way
    return None
