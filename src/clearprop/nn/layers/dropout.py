"""Dropout."""

from dataclasses import dataclass
from typing import Any

from clearprop.nn.layers.base import Layer, expect_between
from clearprop.nn.scope import Scope
from clearprop.ops.symbol import Symbol


@dataclass(frozen=True)
class Dropout(Layer):
    """a = x · mask in training, mask = [u ≥ rate] / (1 - rate) with random u; a = x in prediction.

    x: f[batch, features] -> a: f[batch, features].
    Each number is left out with the probability ``rate``; what stays is scaled up, so that the mean is the same. Srivastava,
    Hinton, Krizhevsky, Sutskever and Salakhutdinov 2014. u is a function of the step and the network's seed (Philox).
    """

    rate: float

    def __post_init__(self) -> None:
        expect_between("rate", self.rate, 0, 1, "0.1")

    def __call__(self, x: Symbol, scope: Scope) -> Symbol:
        if not scope.training or self.rate == 0:
            return x
        u: Any = scope.random(x.shape)
        stays = (u >= self.rate).astype(x.dtype)
        mask: Any = scope.named(f"mask{scope.number}", stays / (1 - self.rate))
        return scope.named(f"a{scope.number}", x * mask)
