"""The gradient itself, and what it means."""

import numpy as np

from clearprop.explain.why.case import Case
from clearprop.explain.why.fact import Fact, Look
from clearprop.explain.wording import number


class Value(Look):
    """Stated of every weight."""

    kind = "value"
    order = 0

    def at(self, case: Case) -> Fact | None:
        g = case.whole
        told = {"gradient": case.gradient, "weight": case.value, "loss": case.loss}
        text = f"∂L/∂{case.weight} = {number(g)}, at {case.weight} = {number(case.value)} and L = {number(case.loss)}."
        if case.row is not None:
            text = f"The share of row {case.row} in ∂L/∂{case.weight} is {number(case.gradient)}. Over all rows {text}"
        if g and np.isfinite(g):
            text += f" Raising it by 0.001 would {'raise' if g > 0 else 'lower'} L by about {number(abs(g) * 0.001)}."
        return self.fact(text, **told)
