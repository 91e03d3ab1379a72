"""Mistakes on the way back, put into right scripts: the code and the line that the reader gives."""

import pytest

from clearprop.read.reader import read

ROWS = """\
import numpy as np

draw = np.random.RandomState(4)
X, Y = draw.randn(4, 3), draw.rand(4, 1)
W1, W2 = draw.randn(3, 4), draw.randn(4, 1)
previous = 1 / (1 + np.exp(-X.dot(W1)))
for step in range(6):
    hidden = 1 / (1 + np.exp(-X.dot(W1)))
    out = 1 / (1 + np.exp(-hidden.dot(W2)))
    delta2 = (out - Y) * out * (1 - out)
    back = delta2.dot(W2.T)
    delta1 = back * hidden * (1 - hidden)
    grad2 = hidden.T.dot(delta2)
    grad1 = X.T.dot(delta1)
    previous = hidden
    W2 = W2 - 0.5 * grad2
    W1 = W1 - 0.5 * grad1
"""
FLAT = """\
import numpy as np

draw = np.random.RandomState(5)
X, Y = draw.randn(6, 2), draw.rand(6, 1)
p = draw.randn(9)
g = np.zeros(9)
A, B = p[:6].reshape(2, 3), p[6:9].reshape(3, 1)
GA, GB = g[:6].reshape(2, 3), g[6:9].reshape(3, 1)
for step in range(6):
    hidden = np.tanh(X @ A)
    out = hidden @ B
    miss = out - Y
    GB[:] = hidden.T @ miss
    below = (miss @ B.T) * (1 - hidden * hidden)
    GA[:] = X.T @ below
    p -= 0.05 * g
"""
MASKED = """\
import numpy as np

draw = np.random.RandomState(6)
X, Y = draw.randn(5, 3), draw.rand(5, 2)
W1, W2 = draw.randn(3, 4), draw.randn(4, 2)
for step in range(6):
    hidden = np.tanh(X @ W1)
    mask = (draw.rand(5, 4) < 0.7) / 0.7
    kept = hidden * mask
    miss = kept @ W2 - Y
    back = (miss @ W2.T) * mask
    delta = back * (1 - hidden ** 2)
    W2 = W2 - 0.05 * kept.T @ miss
    W1 = W1 - 0.05 * X.T @ delta
"""
NUMBERS = """\
from math import tanh
from random import gauss, seed

seed(3)
data = [([gauss(0, 1), gauss(0, 1)], [gauss(0, 1), gauss(0, 1)]) for row in range(8)]
low = [[gauss(0, 1), gauss(0, 1)] for unit in range(3)]
top = [[gauss(0, 1), gauss(0, 1), gauss(0, 1)] for unit in range(2)]
for x, y in data:
    a = [tanh(w[0] * x[0] + w[1] * x[1]) for w in low]
    o = [w[0] * a[0] + w[1] * a[1] + w[2] * a[2] for w in top]
    d = [o[0] - y[0], o[1] - y[1]]
    e = [0.0, 0.0, 0.0]
    for j in range(3):
        for k in range(2):
            e[j] += top[k][j] * d[k]
        e[j] = e[j] * (1 - a[j] * a[j])
    for k in range(2):
        for j in range(3):
            top[k][j] -= 0.1 * d[k] * a[j]
    for j in range(3):
        for i in range(2):
            low[j][i] -= 0.1 * e[j] * x[i]
"""
MISTAKES = [
    pytest.param(ROWS, "back * hidden * (1 - hidden)", "np.dot(back * hidden, 1 - hidden)", "CP201", id="dot for *"),
    pytest.param(ROWS, "hidden.T.dot(delta2)", "out.T.dot(delta2)", "CP203", id="stretched input"),
    pytest.param(
        ROWS, "grad2 = hidden.T.dot(delta2)", "grad2 = hidden.T.dot(delta2).T", "CP204", id="stretched square"
    ),
    pytest.param(ROWS, "hidden.T.dot(delta2)", "previous.T.dot(delta2)", "CP209", id="value of the pass before"),
    pytest.param(ROWS, "(out - Y) * out", "-0.5 * (out - Y) ** 2 * out", "CP106", id="loss with a sign"),
    pytest.param(FLAT, "hidden.T @ miss", "hidden[-1:].T @ miss[-1:]", "CP206", id="rows of a piece"),
    pytest.param(FLAT, "X.T @ below", "out.T @ below", "CP203", id="input of a piece"),
    pytest.param(MASKED, "delta = back * (1 - hidden ** 2)", "delta = back", "CP101", id="no slope beside a mask"),
    pytest.param(MASKED, "back * (1 - hidden ** 2)", "back * (1 - hidden)", "CP103", id="wrong slope beside a mask"),
    pytest.param(NUMBERS, "e[j] += top[k][j] * d[k]", "e[j] += k * top[k][j] * d[k]", "CP208", id="one term left over"),
    pytest.param(NUMBERS, "0.1 * e[j] * x[i]", "0.1 * e[j] * a[j]", "CP203", id="own unit for the input"),
]


@pytest.mark.parametrize("script", [ROWS, FLAT, MASKED, NUMBERS])
def test_the_right_script_is_clean(script):
    reading = read(script, fixes=False)
    assert reading.verdict == "correct"
    assert [finding.code for finding in reading.findings] == []


@pytest.mark.parametrize(("script", "right", "wrong", "code"), MISTAKES)
def test_the_mistake_is_named_at_its_line(script, right, wrong, code):
    assert right in script
    text = script.replace(right, wrong)
    line = text[: text.index(wrong)].count("\n") + 1
    found = [(finding.code, finding.line) for finding in read(text, fixes=False).findings]
    assert found == [(code, line)]


def test_a_step_taken_before_the_lower_gradients_are_there():
    early = FLAT.replace("    p -= 0.05 * g\n", "").replace("    below =", "    p -= 0.05 * g\n    below =")
    line = early[: early.index("p -= ")].count("\n") + 1
    assert [(finding.code, finding.line) for finding in read(early, fixes=False).findings] == [("CP205", line)]
