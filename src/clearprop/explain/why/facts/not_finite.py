"""A gradient that is infinite or not a number, and the first place where the numbers are left."""

import numpy as np

from clearprop.explain.run import Run
from clearprop.explain.why.case import Case
from clearprop.explain.why.fact import Fact, Look
from clearprop.explain.wording import element, number
from clearprop.ir import Variable
from clearprop.transform.rename import is_temporary


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
        what = called(case.run, variable, place)
        text = f"The first number that is not finite {way} is {what} = {number(numbers[place])}."
        if not np.isfinite(case.loss):
            text += " It reaches the loss."
        return self.fact(text, first=variable.name, index=place, value=float(numbers[place]))


def called(run: Run, variable: Variable, place: tuple[int, ...]) -> str:
    """Its symbol; without a name of its own, what computes it and where."""
    if not is_temporary(variable.name):
        return element(variable.name, place)
    made = next((e for e in run.program.equations if e.result is variable), None)
    where = f" at {made.origin.position}" if made is not None and made.origin.position else ""
    return f"what {made.op.name if made else 'a constant'} gives{where}, element {list(place)},"


def first(run: Run) -> tuple[Variable, np.ndarray, np.ndarray, str] | None:
    """The first variable with such a number, forward and then backward."""
    forward = [(v, run.values[v], "on the way forward") for v in run.program.variables() if v.type.floating]
    backward = [(v, g, "on the way back, the adjoint,") for v, g in run.adjoints.items()]
    for variable, numbers, way in (*forward, *backward):
        bad = ~np.isfinite(numbers)
        if bad.any():
            return variable, numbers, np.argwhere(bad)[0], way
    return None
