"""The weight is multiplied by next to nothing: its input raised by one in every row."""

import numpy as np

from clearprop.explain.sweep import rms
from clearprop.explain.why.case import Case
from clearprop.explain.why.change import Change, Facts, Proposal
from clearprop.explain.why.following import data_behind
from clearprop.explain.why.sizes import usual_input
from clearprop.explain.wording import element

LITTLE = 0.05
"""Below this share of the other inputs, an input counts as next to nothing."""


class Feed(Change):
    """Where the input is small beside the others and is data; predicted is Σ δ (x + 1)."""

    order = 20

    def propose(self, case: Case, facts: Facts) -> Proposal | None:
        if not case.factors.rows or not np.isfinite(case.inputs).all() or rms(case.inputs) > LITTLE * usual_input(case):
            return None
        found = data_behind(case)
        if found is None:
            return None
        name, mask = found
        data = case.run.values[case.run.program.input(name)] + mask
        deltas = np.array([np.vdot(row.error_signal, row.slope) for row in case.factors.rows])
        columns = sorted({tuple(place[1:]) for place in np.argwhere(mask).tolist()})
        where = f", column {columns[0][0]}" if len(columns) == 1 and columns[0] else ""
        text = f"What it is multiplied by, {element(name)}{where}, raised by 1 in every row"
        return Proposal(text, {name: data}, float(np.sum(deltas * (case.inputs + 1))))
