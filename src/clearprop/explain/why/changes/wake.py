"""The unit is flat where it stands: its bias moved so that the middle row stands where the activation is steepest."""

import numpy as np

from clearprop.explain.why.case import Case
from clearprop.explain.why.change import Change, Facts, Proposal
from clearprop.explain.why.following import bias_of
from clearprop.explain.wording import element, number

FLAT = 0.2
"""Below this share of the steepest slope, on average, the unit counts as flat."""


class Wake(Change):
    """Where the slopes are flat and there is a bias; predicted is Σ ∂L/∂a σ′(z + Δ) x, with ∂L/∂a as it was."""

    order = 10

    def propose(self, case: Case, facts: Facts) -> Proposal | None:
        steepest, curve = case.steepest, case.curve
        if steepest is None or curve is None or not np.isfinite(case.z).all():
            return None
        found = bias_of(case)
        if found is None or np.mean(case.slopes) >= FLAT * steepest[1]:
            return None
        name, index = found
        by = steepest[0] - float(np.median(case.z))
        biases = case.run.values[case.run.program.input(name)].copy()
        biases[index] += by
        slopes = np.interp(case.z + by, *curve)
        errors = np.array([float(row.error_signal) for row in case.factors.rows])
        inputs = case.inputs if (name, index) != (case.factors.name, case.factors.index) else np.ones(len(errors))
        moved = f"{'raised' if by > 0 else 'lowered'} by {number(abs(by))}"
        text = f"{element(name, index)} {moved}, so that the unit leaves the flatter part"
        return Proposal(text, {name: biases}, float(np.sum(errors * slopes * inputs)))
