"""All units are copies of each other: the weights drawn a little apart."""

import numpy as np

from clearprop.explain.why.case import Case
from clearprop.explain.why.change import Change, Facts, Proposal
from clearprop.explain.wording import element

SPREAD = 0.1


class Differ(Change):
    """Where all units are equal; the gradient is predicted to stay as it is."""

    order = 50

    def propose(self, case: Case, facts: Facts) -> Proposal | None:
        if "equal_units" not in facts:
            return None
        name = case.factors.name
        weights = case.run.values[case.run.program.input(name)]
        drawn = weights + np.random.default_rng(0).normal(0.0, SPREAD, weights.shape)
        return Proposal(
            f"{element(name)} with noise of standard deviation {SPREAD:g}, so that its units differ",
            {name: drawn},
            case.gradient,
        )
