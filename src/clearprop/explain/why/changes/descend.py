"""One step of gradient descent on this weight alone: what learning does with the gradient."""

import numpy as np

from clearprop.explain.why.case import Case
from clearprop.explain.why.change import Change, Facts, Proposal
from clearprop.explain.wording import number

RATE = 0.1


class Descend(Change):
    """Where there is a gradient; it is predicted to stay as it is."""

    order = 90

    def propose(self, case: Case, facts: Facts) -> Proposal | None:
        if not case.whole or not np.isfinite(case.whole):
            return None
        name, index = case.factors.name, case.factors.index
        weights = case.run.values[case.run.program.input(name)].copy()
        weights[index] -= RATE * case.whole
        text = f"One step down at rate {RATE:g}, which moves {case.weight} by {number(-RATE * case.whole)}"
        return Proposal(text, {name: weights}, case.gradient)
