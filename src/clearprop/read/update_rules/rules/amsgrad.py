"""AMSGrad: Reddi, Kale and Kumar 2018, with the corrections that PyTorch makes."""

from typing import Any

import numpy as np

from clearprop.read.update_rules.base import State
from clearprop.read.update_rules.rules.adam import Adam


class AMSGrad(Adam):
    """Adam that divides by the largest v so far. Where v never falls it is Adam."""

    name = "amsgrad"
    rarity = 2
    formula = Adam.formula.replace("√v̂", "√max v̂")
    keeps = 3
    steps_needed = 3

    def step(self, state: State, g: Any, t: Any, *, beta1: Any, beta2: Any, epsilon: Any) -> tuple[Any, State]:
        m, v = self.moments(state[0], state[1], g, beta1, beta2)
        largest = np.maximum(state[2], v)
        return self.direction(*self.corrected(m, largest, beta1, beta2, t), epsilon), (m, v, largest)
