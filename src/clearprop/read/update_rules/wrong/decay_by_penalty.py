"""Weight decay by the whole penalty, one number, added to every entry."""

from clearprop.read.update_rules.decay import Decay
from clearprop.read.update_rules.history import Array, History


class DecayByPenalty(Decay):
    """g + λ Σ θ²."""

    name = "decay_by_penalty"
    formula = "g + λ Σ θ²"
    code = "CP307"
    equals = "λ Σ θ², one number, is added to every entry where λ θ belongs"
    parameter_power = 2

    def pull(self, history: History) -> Array:
        return history.parameter_norm**2
