"""Standard networks worked out by hand in NumPy: what the three factors and the paths are to be."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

import clearprop as cp

SIGMAS: dict[str, Any] = {
    "sigmoid": (lambda z: 1 / (1 + np.exp(-z)), lambda z: np.exp(-z) / (1 + np.exp(-z)) ** 2),
    "tanh": (np.tanh, lambda z: 1 / np.cosh(z) ** 2),
    "relu": (lambda z: np.maximum(z, 0), lambda z: (z > 0).astype(float)),
    "softplus": (lambda z: np.log1p(np.exp(z)), lambda z: 1 / (1 + np.exp(-z))),
    "identity": (lambda z: z, np.ones_like),
}


@dataclass
class ByHand:
    """Half the squared error, the mean over rows; ``a[0]`` is x, ``da[l]``, ``slope[l]``, ``delta[l]`` of layer l."""

    W: dict[int, np.ndarray]
    a: dict[int, np.ndarray]
    slope: dict[int, np.ndarray]
    da: dict[int, np.ndarray]
    delta: dict[int, np.ndarray]
    y: np.ndarray

    @staticmethod
    def of(net: cp.Network, activations: list[str], X: np.ndarray, Y: np.ndarray) -> "ByHand":
        layers = range(1, len(activations) + 1)
        W = {n: np.array(net.parameters[f"W{n}"]) for n in layers}
        made = ByHand(W, {0: X}, {}, {}, {}, Y)
        for n, name in zip(layers, activations, strict=True):
            sigma, derivative = SIGMAS[name]
            z = made.a[n - 1] @ W[n] + net.parameters[f"b{n}"]
            made.a[n], made.slope[n] = sigma(z), derivative(z)
        last = len(activations)
        for n in reversed(layers):
            made.da[n] = (made.a[n] - Y) / len(X) if n == last else made.delta[n + 1] @ W[n + 1].T
            made.delta[n] = made.da[n] * made.slope[n]
        return made

    def paths(self, layer: int, unit: int, row: int, so_far: float, places: tuple[int, ...]) -> Iterator[Any]:
        """(units passed, product) of each path from unit to loss, by walking all of them; ``so_far`` up to z."""
        passed, places = so_far * self.slope[layer][row, unit], (*places, unit)
        if layer + 1 not in self.W:
            yield places, passed * (self.a[layer][row, unit] - self.y[row, unit]) / len(self.y)
            return
        for after in range(self.W[layer + 1].shape[1]):
            yield from self.paths(layer + 1, after, row, passed * self.W[layer + 1][unit, after], places)
