"""Weight decay by the squares of weights: the penalty where its derivative belongs."""

from clearprop.read.update_rules.decay import Decay
from clearprop.read.update_rules.history import Array, History


class DecayBySquares(Decay):
    """g + λ θ²."""

    name = "decay_by_squares"
    formula = "g + λ θ²"
    code = "CP307"
    equals = "λ θ² is added to the gradient where λ θ belongs"
    parameter_power = 2

    def pull(self, history: History) -> Array:
        return history.parameters**2
