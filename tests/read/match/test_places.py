"""Places that are a quantity in part only, by a sum, or beside what is trained on."""

import pytest

from clearprop.read.match import labels

LAYERS = """
import numpy as np
rng = np.random.default_rng(5)
X = rng.normal(size=(11, 3)); Y = rng.random((11, 2))
W = [rng.normal(size=(3, 5)), rng.normal(size=(5, 4)), rng.normal(size=(4, 2))]
for step in range(12):
    a = [X]
    for w in W:
        a.append(np.tanh(a[-1] @ w))
    g = a[-1] - Y
    for i in (2, 1, 0):
        d = g * (1 - a[i + 1] ** 2)
        g = d @ W[i].T
        W[i] -= 0.05 * (a[i].T @ d)
"""

BATCHES = """
import numpy as np
rng = np.random.default_rng(5)
X = rng.normal(size=(10, 3)); Y = rng.random((10, 1))
w = rng.normal(size=(3, 1)); v = np.zeros((3, 1))

def predict(rows, w):
    return 1 / (1 + np.exp(-(rows @ w)))

for epoch in range(12):
    for start in range(0, 10, 4):
        x, y = X[start:start + 4], Y[start:start + 4]
        p = predict(x, w)
        g = x.T @ (p - y) / len(x)
        g += 0.01 * w
        v = 0.9 * v - 0.3 * g
        w = w + v
    q = predict(X, w)
    cost = -np.mean(Y * np.log(q) + (1 - Y) * np.log(1 - q)) + 0.005 * np.sum(w * w)
"""


def told(text, held):
    found = {}
    lines = text.split("\n")
    for label in labels(text, held):
        found.setdefault((lines[label.line - 1][label.column : label.end_column], label.role), []).append(label)
    return found


def layers(found, text, role):
    return [label.layer for label in found.get((text, role), ())]


def test_all_layers_of_a_loop(points):
    """The innermost adjoint goes beyond the first layer, to the inputs."""
    found = told(LAYERS, points(LAYERS))
    assert layers(found, "g * (1 - a[i + 1] ** 2)", "delta") == [1, 2, 3]
    assert layers(found, "a[i].T @ d", "weight_gradient") == [1, 2, 3]


def test_what_is_true_in_some_turns_only(points):
    """A slope that is wrong below the last two layers: what they compute keeps its label, for those layers."""
    text = LAYERS.replace("(1 - a[i + 1] ** 2)", "(1 - a[i + 1] ** 2 * (1 if i else 0.5))")
    found = told(text, points(text))
    assert layers(found, "a[i].T @ d", "weight_gradient") == [2, 3]
    assert layers(found, "a[i].T @ d", "delta") == []


@pytest.fixture(scope="module")
def batches(points):
    return told(BATCHES, points(BATCHES, "binary_cross_entropy"))


def test_a_mean_over_batches_of_different_size(batches):
    label = batches["x.T @ (p - y) / len(x)", "weight_gradient"][0]
    assert (label.layer, label.relation.reduction, label.relation.scale) == (1, "mean", pytest.approx(1))


def test_a_penalty_that_is_added(batches):
    assert layers(batches, "g += 0.01 * w", "weight_gradient") == [1]
    assert not [text for text, _ in batches if text == "0.01 * w"]


def test_a_velocity_and_what_it_is_made_of(batches):
    assert layers(batches, "w = w + v", "update") == [1]
    assert layers(batches, "0.9 * v - 0.3 * g", "update") == [1]
    assert layers(batches, "0.3 * g", "update") == [1]


def test_a_prediction_aside_and_its_loss(batches):
    assert layers(batches, "predict(X, w)", "activation") == [1]
    whole = "-np.mean(Y * np.log(q) + (1 - Y) * np.log(1 - q))"
    assert layers(batches, whole, "loss") == [None]
    assert layers(batches, whole + " + 0.005 * np.sum(w * w)", "loss") == [None]
    assert not [text for text, _ in batches if "np.sum" in text and "mean" not in text]


MASKED = """
import numpy as np
rng = np.random.default_rng(5)
X = rng.normal(size=(11, 3)); Y = rng.random((11, 2))
W1 = rng.normal(size=(3, 5)); W2 = rng.normal(size=(5, 2))
for step in range(12):
    z = X @ W1
    h = np.maximum(z, 0)
    d2 = h @ W2 - Y
    d1 = d2 @ W2.T
    d1[z <= 0] = 0
    W2 = W2 - 0.05 * h.T @ d2
    W1 = W1 - 0.05 * X.T @ d1
"""


def test_a_gradient_that_is_masked_where_it_lies(points):
    assert layers(told(MASKED, points(MASKED)), "d1[z <= 0] = 0", "delta") == [1]
