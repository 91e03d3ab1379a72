"""Weight decay by |θ|: the penalty where its derivative, the sign, belongs."""

from clearprop.read.update_rules.decay import Decay
from clearprop.read.update_rules.history import Array, History


class DecayBySize(Decay):
    """g + λ |θ|."""

    name = "decay_by_size"
    formula = "g + λ |θ|"
    code = "CP307"
    equals = "λ |θ| is added to the gradient where λ sign(θ) or λ θ belongs"

    def pull(self, history: History) -> Array:
        return abs(history.parameters)
