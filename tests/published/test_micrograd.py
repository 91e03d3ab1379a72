"""Andrej Karpathy's micrograd, 2020: the expression of its README, and the two moons of its demo notebook."""

import random
from itertools import pairwise

import numpy as np
import pytest

import clearprop as cp
from tests.published.conftest import Published

SIZES = (2, 16, 16, 1)


def expression(a, b):
    """Numbers in plain Python; max is a ReLU."""
    c, d = a + b, a * b + b**3
    c += c + 1
    c += 1 + c + (-a)
    d += d * 2 + max(b + a, 0)
    d += 3 * d + max(b - a, 0)
    f = (c - d) ** 2
    return f / 2 + 10 / f


def test_the_readme(published: Published) -> None:
    d = cp.derive(expression, -4.0, 2.0)
    published("README: g", "24.7041", d.value)
    published("README: ∂g/∂a", "138.8338", d.gradients["a"])
    published("README: ∂g/∂b", "645.5773", d.gradients["b"])
    found = [d.value, d.gradients["a"], d.gradients["b"]]
    published("the same, all digits", "24.70408163265306 138.83381924198252 645.5772594752186", found)


def moons():
    """make_moons(100, noise=.1) under NumPy's seed 1337, classes -1 and 1."""
    from sklearn.datasets import make_moons

    X, y = make_moons(n_samples=100, noise=0.1, random_state=1337)
    return X, y * 2 - 1


def drawn() -> list[tuple[np.ndarray, np.ndarray]]:
    """Neuron after neuron from random's seed 1337: weights from (-1, 1), bias 0."""
    random.seed(1337)
    return [
        (np.array([[random.uniform(-1, 1) for _ in range(inputs)] for _ in range(units)]).T, np.zeros(units))
        for inputs, units in pairwise(SIZES)
    ]


def scores(layers, X):
    *hidden, (W, b) = layers
    a = X
    for V, c in hidden:
        a = np.maximum(a @ V + c, 0)
    return (a @ W + b)[:, 0]


def loss(layers, X, y):
    """The hinge, and 1e-4 of all squared parameters."""
    hinge = np.mean(np.maximum(1 - y * scores(layers, X), 0))
    return hinge + 1e-4 * sum(np.sum(W**2) + np.sum(b**2) for W, b in layers)


@pytest.fixture(scope="module")
def demo() -> list[tuple[float, float]]:
    """(loss, percent right) before each of 100 steps of 1 - .9 k / 100."""
    (X, y), layers, found = moons(), drawn(), []
    for k in range(100):
        right = 100 * np.mean((scores(layers, X) > 0) == (y > 0))
        value, gradient = cp.value_and_grad(loss)(layers, X, y)
        found.append((float(value), float(right)))
        rate = 1.0 - 0.9 * k / 100
        layers = [(W - rate * dW, b - rate * db) for (W, b), (dW, db) in zip(layers, gradient, strict=True)]
    return found


def test_the_demo(demo: list[tuple[float, float]], published: Published) -> None:
    published("demo, step 0: loss", "0.8958441028683222", demo[0][0])
    published("demo, step 0: accuracy", "50%", demo[0][1])
    published("demo, step 1: loss", "1.7235905336972022", demo[1][0])
    published("demo, step 99: loss", "0.010978370135492717", demo[99][0], stable=9)
    published("demo, step 99: accuracy", "100%", demo[99][1])
