"""Derivations whose pictures are looked at; built when they are asked for."""

import itertools
import math
from collections.abc import Callable
from functools import cache
from typing import Any

import numpy as np

from clearprop.explain.derivation import Derivation, derive
from clearprop.network import Network
from clearprop.nn import BatchNorm, Dense, Dropout, LayerNorm, Residual

CASES: dict[str, Callable[[], Derivation]] = {}


def case(build: Callable[[], Derivation]) -> Callable[[], Derivation]:
    cached = cache(build)
    CASES[build.__name__] = cached
    return cached


def draw(seed: int = 0) -> np.random.Generator:
    return np.random.default_rng(seed)


def classified(sizes: list[int], rows: int, activation: str = "relu", seed: int = 1) -> tuple[Network, Any, Any]:
    r = draw(seed)
    net = Network(sizes, activation=activation, output="softmax", loss="cross_entropy", seed=seed)
    return net, r.normal(size=(rows, sizes[0])), r.integers(0, sizes[-1], rows)


@case
def mazur() -> Derivation:
    """The network of Matt Mazur's worked example: the gradients are known."""
    net = Network([2, 2, 2], activation="sigmoid", output="sigmoid", loss="half_squared_error")
    net.parameters["W1"] = np.array([[0.15, 0.25], [0.20, 0.30]])
    net.parameters["b1"] = np.array([0.35, 0.35])
    net.parameters["W2"] = np.array([[0.40, 0.50], [0.45, 0.55]])
    net.parameters["b2"] = np.array([0.60, 0.60])
    return net.derive([[0.05, 0.10]], [[0.01, 0.99]])


@case
def batch() -> Derivation:
    net = Network([7, 5, 3], activation="sigmoid", output="sigmoid", loss="half_squared_error", seed=1)
    return net.derive(draw().normal(size=(4, 7)), np.eye(3)[[0, 1, 2, 1]])


@case
def dead_and_saturated() -> Derivation:
    """Of twelve relu units 2, 7 and 9 never wake; of four tanh units 1 is far out."""
    r = draw(3)

    def loss(W1: Any, b1: Any, W2: Any, b2: Any, W3: Any, x: Any, y: Any) -> Any:
        a1 = np.maximum(0, x @ W1 + b1)
        a2 = np.tanh(a1 @ W2 + b2)
        return np.mean((a2 @ W3 - y) ** 2)

    b1 = np.where(np.isin(np.arange(12), (2, 7, 9)), -50.0, 3.0)
    b2 = np.array([0.0, 9.0, 0.1, -0.2])
    W2 = 0.05 * r.normal(size=(12, 4))
    return derive(
        loss, W1=0.3 * r.normal(size=(5, 12)), b1=b1, W2=W2, b2=b2, W3=r.normal(size=(4, 3)),
        x=r.normal(size=(6, 5)), y=r.normal(size=(6, 3)), wrt=("W1", "b1", "W2", "b2", "W3"),
    )  # fmt: skip


@case
def digits() -> Derivation:
    net, x, y = classified([784, 100, 10], 20)
    net.parameters["b1"] = np.where(np.arange(100) % 7 == 2, -90.0, 0.1)
    return net.derive(abs(x), y)


@case
def two_hidden() -> Derivation:
    net, x, y = classified([2, 16, 16, 2], 9, "tanh")
    return net.derive(x, y)


@case
def linear_regression() -> Derivation:
    net = Network([3, 1], output="identity", loss="squared_error")
    return net.derive(draw().normal(size=(6, 3)), draw(1).normal(size=(6, 1)))


@case
def deep() -> Derivation:
    net, x, y = classified([4, *[6] * 12, 3], 5, "sigmoid")
    return net.derive(x, y)


@case
def loop_of_layers() -> Derivation:
    def loop(x: Any, W: Any, b: Any, y: Any) -> Any:
        h = x
        for i in range(5):
            h = np.tanh(h @ W[i] + b[i])
        return np.mean((h - y) ** 2)

    r = draw()
    arguments = (r.normal(size=(5, 3)), r.normal(size=(5, 3, 3)), np.zeros((5, 3)), r.normal(size=(5, 3)))
    return derive(loop, *arguments, wrt=("W", "b"))


@case
def columns() -> Derivation:
    def loss(W1: Any, b1: Any, W2: Any, b2: Any, X: Any, Y: Any) -> Any:
        A1 = np.maximum(W1 @ X + b1, 0)
        Y_hat = 1 / (1 + np.exp(-(W2 @ A1 + b2)))
        return -np.mean(np.sum(Y * np.log(Y_hat) + (1 - Y) * np.log(1 - Y_hat), axis=0))

    r = draw()
    W = (r.normal(size=(5, 3)), r.normal(size=(5, 1)), r.normal(size=(2, 5)), r.normal(size=(2, 1)))
    return derive(loss, *W, r.normal(size=(3, 7)), (r.random((2, 7)) > 0.5) * 1.0)


@case
def transposed_weights() -> Derivation:
    def loss(x: Any, W1: Any, b1: Any, W2: Any, y: Any) -> Any:
        h = np.tanh(x @ W1.T + b1)
        return np.mean((h @ W2.T - y) ** 2)

    r = draw()
    shapes = ((5, 3), (4, 3), (4,), (2, 4), (5, 2))
    return derive(loss, *(r.normal(size=shape) for shape in shapes))


@case
def residual_and_normalised() -> Derivation:
    def loss(x: Any, W: Any, b: Any, gamma: Any, beta: Any, y: Any) -> Any:
        h = np.tanh(x @ W + b)
        centred = h - h.mean(axis=1, keepdims=True)
        n = centred / np.sqrt(np.mean(centred**2, axis=1, keepdims=True) + 1e-5)
        o = gamma * n + beta + x
        return np.mean((o - y) ** 2)

    r = draw()
    shapes = ((5, 3), (3, 3), (3,), (3,), (3,), (5, 3))
    return derive(loss, *(r.normal(size=shape) for shape in shapes), wrt=("W", "b", "gamma", "beta"))


@case
def layers_of_all_kinds() -> Derivation:
    layers = [
        4,
        LayerNorm(),
        Dense(8, "gelu"),
        BatchNorm(),
        Dropout(0.2),
        Residual([Dense(5, "relu"), Dense(8)]),
        Dense(2),
    ]
    net = Network(layers, seed=1)
    r = draw()
    return net.derive(r.normal(size=(6, 4)), r.normal(size=(6, 2)), training=True)


@case
def product() -> Derivation:
    def f(x: Any, y: Any, z: Any) -> Any:
        return (x + y) * z

    return derive(f, -2.0, 5.0, -4.0)


@case
def neuron() -> Derivation:
    def neuron(w0: Any, x0: Any, w1: Any, x1: Any, b: Any) -> Any:
        z = w0 * x0 + w1 * x1 + b
        return 1 / (1 + math.exp(-z))

    return derive(neuron, 2.0, -1.0, -3.0, -2.0, -3.0)


@case
def micrograd() -> Derivation:
    """The expression of micrograd's README; its gradients are 138.8338 and 645.5773."""

    def expression(a: Any, b: Any) -> Any:
        c = a + b
        d = a * b + b**3
        c += c + 1
        c += 1 + c + (-a)
        d += d * 2 + max(b + a, 0)
        d += 3 * d + max(b - a, 0)
        e = c - d
        f = e**2
        g = f / 2.0
        g += 10.0 / f
        return g

    return derive(expression, -4.0, 2.0)


def neurons(w: Any, x: Any, b: Any) -> Any:
    s = b
    for wi, xi in zip(w, x, strict=True):
        s = s + wi * xi
    return math.tanh(s)


@case
def scalars() -> Derivation:
    """A network of single numbers: 243 equations."""
    r = draw(1)

    def network(params: Any, x: Any) -> Any:
        h = x
        for layer in params:
            h = [neurons(w, h, b) for w, b in layer]
        return (h[0] - 1.0) ** 2

    sizes = (3, 6, 6, 8, 1)
    params = [
        [([float(v) for v in r.normal(size=before)], 0.1) for _ in range(after)]
        for before, after in itertools.pairwise(sizes)
    ]
    return derive(network, params, [2.0, 3.0, -1.0], wrt=("params",))


@case
def convolution() -> Derivation:
    def convolution(x: Any, k: Any, y: Any) -> Any:
        windows = np.lib.stride_tricks.sliding_window_view(x, 3)
        h = np.maximum(windows @ k, 0)
        return np.mean((h - y) ** 2)

    r = draw()
    return derive(convolution, r.normal(size=9), r.normal(size=3), r.normal(size=7), wrt=("k",))


@case
def recurrence() -> Derivation:
    def recurrence(W: Any, U: Any, b: Any, v: Any, x: Any, y: Any) -> Any:
        h = np.zeros(4)
        for t in range(6):
            h = np.tanh(x[t] @ W + h @ U + b)
        return (h @ v - y) ** 2

    r = draw()
    shapes = ((3, 4), (4, 4), (4,), (4,), (6, 3))
    return derive(recurrence, *(r.normal(size=shape) for shape in shapes), 1.0, wrt=("W", "U", "b", "v"))


NETWORKS = (
    "mazur", "batch", "dead_and_saturated", "digits", "two_hidden", "linear_regression", "deep", "loop_of_layers",
    "columns", "transposed_weights", "residual_and_normalised", "layers_of_all_kinds",
)  # fmt: skip
GRAPHS = tuple(name for name in CASES if name not in NETWORKS)
