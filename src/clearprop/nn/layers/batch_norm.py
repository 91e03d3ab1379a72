"""Batch normalisation."""

from dataclasses import dataclass
from math import inf
from typing import Any

from clearprop.nn.initializers import Constant
from clearprop.nn.layers.base import Layer, expect_between
from clearprop.nn.layers.normal import moments, scaled
from clearprop.nn.scope import Scope
from clearprop.ops.symbol import Symbol


@dataclass(frozen=True)
class BatchNorm(Layer):
    """x̂ = (x - μ) / √(v + ε), a = γ x̂ + β, with the mean μ and the variance v of each feature.

    x: f[batch, features], gamma: f[features], beta: f[features] -> a: f[batch, features].
    In training they are the batch's, and running averages of them are kept, which predictions use instead:
    running ← (1 - momentum) running + momentum · the batch's, where the variance is divided by batch - 1. So ``momentum``
    is the share of the new, as in PyTorch; Keras calls 1 - momentum so. Ioffe and Szegedy 2015, algorithms 1 and 2.
    """

    momentum: float = 0.1
    epsilon: float = 1e-5

    def __post_init__(self) -> None:
        expect_between("momentum", self.momentum, 0, 1, "0.1")
        expect_between("epsilon", self.epsilon, 0, inf, "1e-5")

    @property
    def least_rows(self) -> int:
        return 2

    def __call__(self, x: Any, scope: Scope) -> Symbol:
        rows, *features = x.shape
        running_mean: Any = scope.statistic("running_mean", tuple(features), Constant(0.0))
        running_var: Any = scope.statistic("running_var", tuple(features), Constant(1.0))
        if not scope.training:
            centred = scope.named(f"centred{scope.number}", x - running_mean)
            return scaled(centred, running_var, self.epsilon, scope)
        if rows < self.least_rows:
            raise ValueError(
                f"layer {scope.number} normalises each feature over the batch, and one row has no variance; "
                "train on 2 rows or more at once."
            )
        mean, centred, variance = moments(x, 0, scope)
        self.keep(scope, "running_mean", running_mean, mean)
        self.keep(scope, "running_var", running_var, rows / (rows - 1) * variance)
        return scaled(centred, variance, self.epsilon, scope)

    def keep(self, scope: Scope, kind: str, running: Any, new: Any) -> None:
        scope.keep(kind, (1 - self.momentum) * running + self.momentum * new)
