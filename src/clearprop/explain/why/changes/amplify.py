"""The loss hardly answers to the unit: the weights that carry the unit on made larger."""

import numpy as np

from clearprop.explain.why.case import Case
from clearprop.explain.why.change import Change, Facts, Proposal
from clearprop.explain.why.following import carrying
from clearprop.explain.wording import element

TIMES = 10.0


class Amplify(Change):
    """Where the gradient is small because of its error signal; predicted is so many times the gradient."""

    order = 30

    def propose(self, case: Case, facts: Facts) -> Proposal | None:
        small = facts.get("small")
        if small is None or "share" not in small.numbers or small.numbers["factor"] != "error_signal":
            return None  # "share": beside the other gradients
        found = carrying(case)
        if found is None:
            return None
        name, mask = found
        weights = case.run.values[case.run.program.input(name)] * np.where(mask, TIMES, 1.0)
        text = f"The {int(mask.sum())} weights in {element(name)} that carry the unit on made {TIMES:g} times as large"
        return Proposal(text, {name: weights}, TIMES * case.gradient)
