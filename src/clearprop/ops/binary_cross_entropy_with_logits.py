"""The cross-entropy of independent yes-or-no outputs, from logits."""

from typing import Any

import numpy as np

from clearprop.expression import Expression, absolute, exp, log1p, maximum
from clearprop.ops.loss import OutputLoss
from clearprop.ops.sigmoid import Sigmoid


class BinaryCrossEntropyWithLogits(OutputLoss):
    """r = mean over rows of Σ (ln(1 + e^z) - y z), ∂L/∂z = g (σ(z) - y) / rows.   z, y: f[rows, outputs] -> r: f[]."""

    examples = (
        (np.array([[0.5, -1.2, 2.0], [0.0, 1.5, -30.0]]), np.array([[1.0, 0.0, 0.0], [0.0, 1.0, 1.0]])),
        (np.array([[0.5], [-0.25], [0.3]]), np.array([[0.7], [0.0], [1.0]])),
    )

    def each(self, z: Any, y: Any) -> Any:
        return np.logaddexp(z, 0) - y * z

    def slope(self, z: Any, y: Any) -> Any:
        return Sigmoid()(z) - y

    def target_slope(self, z: Any, y: Any) -> Any:
        return -z

    def term(self, z: Expression, y: Expression) -> Expression:
        return maximum(z, 0) + log1p(exp(-absolute(z))) - y * z

    def definition(self, z: Any, y: Any) -> Any:
        p = 1 / (1 + np.exp(-z))
        return np.sum(-(y * np.log(p) + (1 - y) * np.log(1 - p))) / self.divisor(z.shape)
