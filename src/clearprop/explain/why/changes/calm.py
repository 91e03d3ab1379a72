"""The gradient is far too large, or not a number: all parameters made smaller."""

import numpy as np

from clearprop.explain.why.case import Case
from clearprop.explain.why.change import Change, Facts, Proposal

SHARE = 0.1


class Calm(Change):
    """Where the gradient is large or not finite; what comes of it is not predicted."""

    order = 40

    def propose(self, case: Case, facts: Facts) -> Proposal | None:
        finite = bool(np.isfinite(case.gradient) and np.isfinite(case.loss))
        if finite and "large" not in facts:
            return None
        parameters = {name: case.run.values[case.run.program.input(name)] * SHARE for name in case.run.wrt}
        return Proposal(f"All parameters made {SHARE:g} times as large", parameters)
