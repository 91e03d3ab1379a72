"""The derivations whose pages are looked at: small and large, by layers and by hand."""

from functools import cache

import numpy as np

import clearprop as cp
from clearprop.explain.derivation import Derivation


def scalars(x, y, z):
    q = x + y
    return q * z


def branch(x, limit):
    if x.sum() > limit:
        return 0.5 * (x**2).sum()
    return np.abs(x).sum()


def deep(W, x):
    h = x
    for i in range(12):
        h = np.tanh(h @ W[i])
    return (h**2).mean()


def classifier(W, b, x, labels):
    scores = x @ W + b
    p = np.exp(scores) / np.exp(scores).sum(axis=1, keepdims=True)
    return -np.log(p[np.arange(len(x)), labels]).mean()


def small() -> Derivation:
    net = cp.Network([2, 3, 2], activation="sigmoid", output="sigmoid", loss="half_squared_error", seed=1)
    return net.derive([[0.05, 0.1], [0.2, -0.3]], [[0.01, 0.99], [1.0, 0.0]])


def large() -> Derivation:
    generator = np.random.default_rng(0)
    net = cp.Network([784, 100, 10], activation="relu", output="softmax", loss="cross_entropy", seed=1)
    return net.derive(generator.random((32, 784)), generator.integers(0, 10, 32))


def by_hand() -> Derivation:
    generator = np.random.default_rng(0)
    W, x = generator.normal(size=(4, 3)), generator.normal(size=(5, 4))
    return cp.derive(classifier, W, np.zeros(3), x, np.array([0, 2, 1, 1, 0]), wrt=("W", "b"))


def looping() -> Derivation:
    generator = np.random.default_rng(0)
    return cp.derive(deep, 0.6 * generator.normal(size=(12, 4, 4)), generator.normal(size=(6, 4)), wrt="W")


CASES = {
    "small": small,
    "large": large,
    "by_hand": by_hand,
    "looping": looping,
    "scalars": lambda: cp.derive(scalars, -2.0, 5.0, -4.0),
    "branch": lambda: cp.derive(branch, np.array([1.0, -0.5, 2.0]), 1.0),
}


@cache
def html(case: str) -> str:
    return CASES[case]().to_html()
