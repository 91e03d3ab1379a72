"""Layer normalisation."""

from dataclasses import dataclass
from math import inf

from clearprop.nn.layers.base import Layer, expect_between
from clearprop.nn.layers.normal import moments, scaled
from clearprop.nn.scope import Scope
from clearprop.ops.symbol import Symbol


@dataclass(frozen=True)
class LayerNorm(Layer):
    """x̂ = (x - μ) / √(v + ε), a = γ x̂ + β, with the mean μ and the variance v of each row.

    x: f[batch, features], gamma: f[features], beta: f[features] -> a: f[batch, features].
    A row's result depends on no other row, in training and prediction alike. Ba, Kiros and Hinton 2016.
    """

    epsilon: float = 1e-5

    def __post_init__(self) -> None:
        expect_between("epsilon", self.epsilon, 0, inf, "1e-5")

    def __call__(self, x: Symbol, scope: Scope) -> Symbol:
        _, centred, variance = moments(x, 1, scope)
        return scaled(centred, variance, self.epsilon, scope)
