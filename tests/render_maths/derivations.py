"""Derivations that a learner meets; their mathematics is kept in golden files."""

import math
from typing import Any

import numpy as np

from clearprop.explain.derivation import Derivation, derive
from clearprop.network import Network


def sigmoid(z: Any) -> Any:
    return 1 / (1 + np.exp(-z))


def loss(W1: Any, b1: Any, W2: Any, b2: Any, x: Any, y: Any) -> Any:
    z1 = x @ W1 + b1
    a1 = sigmoid(z1)
    z2 = a1 @ W2 + b2
    a2 = sigmoid(z2)
    L = 0.5 * np.mean(np.sum((a2 - y) ** 2, axis=1))
    return L


def softmax_by_hand(W: Any, b: Any, x: Any, y: Any) -> Any:
    s = x @ W + b
    e = np.exp(s - s.max(axis=1, keepdims=True))
    p = e / e.sum(axis=1, keepdims=True)
    return -np.mean(np.log(p[np.arange(len(y)), y]))


def linear_regression(w: Any, b: Any, X: Any, y: Any) -> Any:
    y_hat = X @ w + b
    r = y_hat - y
    return np.mean(r**2)


def scalars(x: Any, omega: Any) -> Any:
    return math.exp(-omega * x) * math.sin(x) + math.sqrt(x) / (1 + omega**2)


def recurrence(x: Any, k: Any) -> Any:
    h = np.zeros(4)
    for i in range(3):
        h[i + 1] = h[i] * k + x[i]
    if h[3] > 0:
        return np.sum(h**2)
    return h[3]


def pieces(x: Any) -> Any:
    return np.sum(np.where(x > 0, x, 0.1 * x) * np.maximum(x, 0.5))


def networks() -> dict[str, Derivation]:
    r = np.random.default_rng(0)
    x, y = r.normal(size=(5, 3)), r.normal(size=(5, 2))
    parameters = {
        "W1": r.normal(size=(3, 4)),
        "b1": r.normal(size=4),
        "W2": r.normal(size=(4, 2)),
        "b2": r.normal(size=2),
    }
    classes = np.eye(2)[[0, 1, 1, 0, 1]]
    net = Network([3, 4, 2], activation="relu", output="softmax", loss="cross_entropy", seed=1)
    return {
        "sigmoid network": derive(loss, **parameters, x=x, y=y, wrt=tuple(parameters)),
        "softmax network": net.derive(x, classes),
        "softmax by hand": derive(
            softmax_by_hand, r.normal(size=(3, 2)), r.normal(size=2), x, np.array([0, 1, 1, 0, 1]), wrt=("W", "b")
        ),
        "linear regression": derive(linear_regression, r.normal(size=3), 0.5, x, y[:, 0], wrt=("w", "b")),
        "scalars": derive(scalars, 1.3, 0.7),
        "writes in a loop": derive(recurrence, np.array([1.0, 2.0, 3.0]), 0.5),
        "pieces": derive(pieces, np.array([1.0, -2.0, 0.3])),
    }


DERIVATIONS = networks()
