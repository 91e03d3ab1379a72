"""The loss as it is named: its reduction and scale, wherever the script averages."""

import pytest

from clearprop.read.reader import read

SCRIPT = """
import numpy as np
rng = np.random.default_rng(4)
X = rng.normal(size=(10, 3)); y = rng.normal(size=(10, 1))
W = rng.normal(size=(3, 1)); m, v, u = np.zeros((3, 1)), np.zeros((3, 1)), np.zeros((3, 1))
for t in range(1, 12):
    r = X @ W - y
    {loss}
    g = X.T @ r{divided}
    {update}
"""
ADAM = """m = 0.9 * m + 0.1 * g
    v = 0.999 * v + 0.001 * g**2
    W -= 0.05 * (m / (1 - 0.9**t)) / (np.sqrt(v / (1 - 0.999**t)) + 1e-8)"""
DECAY = "W -= 0.05 * (g + 0.2 * W)"
MOMENTUM = "u = 0.9 * u - 0.05 * g\n    W = W + u"
MEAN, SUM, TOTAL = "L = 0.5 * np.mean(r**2)", "L = 0.5 * np.sum(r**2)", "L = 0.5 * np.mean(r**2); S = L * len(y)"


@pytest.mark.parametrize("update", [ADAM, DECAY, MOMENTUM, "W -= 0.05 * g"])
@pytest.mark.parametrize(
    ("loss", "divided", "reduction"),
    [("pass", " / len(y)", "mean"), ("pass", "", "sum"), (MEAN, " / len(y)", "mean"), (SUM, "", "sum"),
     (TOTAL, " / len(y)", "mean")],
)  # fmt: skip
def test_where_the_mean_is_taken(update, loss, divided, reduction):
    found = read(SCRIPT.format(update=update, loss=loss, divided=divided), fixes=False)
    assert found.verdict == "correct"
    assert (found.loss.name, found.loss.reduction, found.loss.scale) == ("half_squared_error", reduction, 1.0)


ENTROPY = """
import numpy as np
rng = np.random.default_rng(4)
X = rng.normal(size=(10, 3)); y = (X[:, :1] > 0).astype(float)
W = rng.normal(size=(3, 1))
for t in range(12):
    p = 1 / (1 + np.exp(-X @ W))
    L = -np.sum(y * np.log(p) + (1 - y) * np.log(1 - p)) / len(y)
    g = ({signal}) / len(y)
    W {sign}= 0.1 * X.T @ (g * p * (1 - p))
"""
SIGNAL = "(1 - y) / (1 - p) - y / p"


def test_the_quotients_of_cross_entropy_in_either_order():
    found = read(ENTROPY.format(sign="-", signal=SIGNAL), fixes=False)
    assert (found.verdict, found.loss.name, found.loss.reduction) == ("correct", "binary_cross_entropy", "mean")


def test_climbing_is_no_descent_of_a_part_of_the_loss_formula():
    found = read(ENTROPY.format(sign="+", signal=SIGNAL), fixes=False)
    assert [one.code for one in found.findings] == ["CP301"]


ROW_BY_ROW = """
import numpy as np
rng = np.random.default_rng(1)
X = rng.normal(size=(8, 3)); T = np.eye(3)[np.arange(8) % 3]; W = rng.normal(size=(3, 3))
for epoch in range(12):
    g, L = np.zeros((3, 3)), 0.0
    for x, t in zip(X, T):
        e = np.exp(W @ x)
        p = e / e.sum()
        L += -np.sum(t * np.log(p))
        g += np.outer(p - t, x)
    W -= 0.1 * g
"""


def test_vectors_that_are_predicted_one_by_one_are_rows():
    found = read(ROW_BY_ROW, fixes=False)
    assert (found.verdict, found.loss.name, found.loss.inferred) == ("correct", "cross_entropy", False)
    assert not found.findings
