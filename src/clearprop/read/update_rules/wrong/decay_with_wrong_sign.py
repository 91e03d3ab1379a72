"""Weight decay that pushes weights away from zero."""

from clearprop.read.update_rules.decay import L2
from clearprop.read.update_rules.history import Array, History


class DecayWithWrongSign(L2):
    """g − λ θ."""

    name = "decay_with_wrong_sign"
    formula = "g − λ θ"
    code = "CP307"
    equals = "λ θ is subtracted from the gradient, not added"

    def pull(self, history: History) -> Array:
        return -history.parameters
