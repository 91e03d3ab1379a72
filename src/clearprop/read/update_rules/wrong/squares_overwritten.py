"""RMSProp, AdaGrad or Adam whose accumulators are overwritten at every step."""

from typing import Any

from clearprop.read.update_rules.base import State, WrongRule
from clearprop.read.update_rules.rules.adagrad import AdaGrad


class SquaresOverwritten(AdaGrad, WrongRule):
    """d = g / (|g| + ε)."""

    name = "squares_overwritten"
    equals = "g / (|g| + ε), the sign of g: the squares are overwritten, not accumulated"
    formula = "θ ← θ − η g / (|g| + ε)"

    def step(self, state: State, g: Any, t: Any, *, epsilon: Any) -> tuple[Any, State]:
        return g / (abs(g) + epsilon), state
