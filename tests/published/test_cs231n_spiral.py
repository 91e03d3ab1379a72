"""Stanford's CS231n, "Putting it together: Minimal Neural Network Case Study": a spiral, softmax, then 100 ReLU units."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

import clearprop as cp
from tests.published.conftest import Published
from tests.render.running import defined

pytestmark = pytest.mark.data
PENALTY = 1e-3
Values = dict[str, np.ndarray]


@pytest.fixture
def spiral(data_folder: Path) -> tuple[np.ndarray, np.ndarray]:
    """Three hundred points and their classes; np.random.seed(0) made them, and goes on to draw the weights."""
    table = np.loadtxt(data_folder / "cs231n-spiral-seed0.csv", delimiter=",", skiprows=1)
    return table[:, :2], table[:, 2].astype(int)


@pytest.fixture
def stream() -> np.random.RandomState:
    """The old stream behind the data: a hundred draws for each arm. Three draws of W passed before the one that printed."""
    stream = np.random.RandomState(0)
    stream.randn(3 * 100)
    stream.randn(3, 2, 3)
    return stream


def cross_entropy(scores, y):
    scores = scores - np.max(scores, axis=1, keepdims=True)
    logs = scores - np.log(np.sum(np.exp(scores), axis=1, keepdims=True))
    return -np.mean(logs[np.arange(len(y)), y])


def line(W, b, x, y):
    return cross_entropy(x @ W + b, y) + PENALTY / 2 * np.sum(W**2)


def network(W, b, W2, b2, x, y):
    a1 = np.maximum(0, x @ W + b)
    return cross_entropy(a1 @ W2 + b2, y) + PENALTY / 2 * (np.sum(W**2) + np.sum(W2**2))


def descended(function, start: Values, x: np.ndarray, y: np.ndarray) -> Iterator[tuple[float, Values]]:
    """The loss and the parameters, before each step of size 1, by the NumPy code that clearprop derives once."""
    d = cp.derive(function, *start.values(), x, y, wrt=tuple(start))
    value_and_gradients = defined(d.code("numpy"))
    while True:
        value, gradients = value_and_gradients(*start.values(), x, y)
        yield float(value), start
        start = {name: array - gradients[name] for name, array in start.items()}


def losses(steps: Iterator[tuple[float, Values]], at: list[int]) -> tuple[list[float], Values]:
    """The losses at some steps, and the parameters one step after the last but one of them."""
    found = {}
    for step, (loss, parameters) in enumerate(steps):
        found[step] = loss
        if step == at[-1]:
            return [found[k] for k in at], parameters
    raise AssertionError


def test_a_line(spiral: tuple[np.ndarray, np.ndarray], stream: np.random.RandomState, published: Published) -> None:
    x, y = spiral
    start = {"W": 0.01 * stream.randn(2, 3), "b": np.zeros((1, 3))}
    found, _ = losses(descended(line, start, x, y), [0, 10, 190])
    published("softmax, loss at 0, 10 and 190", "1.096956 0.917265 0.786302", found)
    _, p = losses(descended(line, start, x, y), [200])
    published("softmax, accuracy", "49%", 100 * np.mean((x @ p["W"] + p["b"]).argmax(axis=1) == y))


def test_a_hidden_layer(
    spiral: tuple[np.ndarray, np.ndarray], stream: np.random.RandomState, published: Published
) -> None:
    x, y = spiral
    stream.randn(2, 3)  # the line's weights were drawn first
    start = {
        "W": 0.01 * stream.randn(2, 100), "b": np.zeros((1, 100)), "W2": 0.01 * stream.randn(100, 3), "b2": np.zeros((1, 3)),
    }  # fmt: skip
    found, p = losses(descended(network, start, x, y), [*range(0, 10_000, 1_000), 10_000])
    published(
        "100 ReLU units, loss every 1,000 steps",
        "1.098744 0.294946 0.259301 0.248310 0.246170 0.245649 0.245491 0.245400 0.245335 0.245292",
        found[:-1],
        within=4e-6,
    )
    scores = np.maximum(0, x @ p["W"] + p["b"]) @ p["W2"] + p["b2"]
    published("100 ReLU units, accuracy", "98%", 100 * np.mean(scores.argmax(axis=1) == y))
