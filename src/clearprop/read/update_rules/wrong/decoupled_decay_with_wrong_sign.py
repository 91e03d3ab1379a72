"""Decoupled weight decay that pushes weights away from zero."""

from clearprop.read.update_rules.decay import Decoupled
from clearprop.read.update_rules.history import Array, History


class DecoupledDecayWithWrongSign(Decoupled):
    """d − λ θ."""

    name = "decoupled_decay_with_wrong_sign"
    formula = "d − λ θ"
    code = "CP307"
    equals = "λ θ is subtracted from the direction, not added"

    def pull(self, history: History) -> Array:
        return -history.parameters
