"""Momentum, number by number in arrays or lists, or row by row: what it remembers of the step before, and what it should."""

import pytest

from clearprop.read.reader import read

ARRAYS = """\
import numpy as np

np.random.seed(8)
rows = [([0.3, 0.8], [0.4, -0.5]), ([0.9, 0.2], [-0.2, 0.7]), ([0.5, 0.6], [0.1, 0.3])]


class Net:
    def __init__(self, inputs, hidden, outputs):
        self.w = np.random.uniform(-0.5, 0.5, (inputs, hidden))
        self.v = np.random.uniform(-0.5, 0.5, (hidden, outputs))
        self.moved_w = np.zeros((inputs, hidden))
        self.moved_v = np.zeros((hidden, outputs))

    def forward(self, x):
        self.x, self.h, self.o = x, np.ones(3), np.ones(2)
        for j in range(3):
            z = 0.0
            for i in range(2):
                z = z + self.x[i] * self.w[i][j]
            self.h[j] = np.tanh(z)
        for k in range(2):
            z = 0.0
            for j in range(3):
                z = z + self.h[j] * self.v[j][k]
            self.o[k] = np.tanh(z)

    def learn(self, target):
        above, below = np.zeros(2), np.zeros(3)
        for k in range(2):
            above[k] = (target[k] - self.o[k]) * (1.0 - self.o[k] ** 2)
        for j in range(3):
            error = 0.0
            for k in range(2):
                error = error + above[k] * self.v[j][k]
            below[j] = error * (1.0 - self.h[j] ** 2)
        for j in range(3):
            for k in range(2):
                step = 0.4 * above[k] * self.h[j] + 0.2 * self.moved_v[j][k]
                self.v[j][k] = self.v[j][k] + step
                self.moved_v[j][k] = step
        for i in range(2):
            for j in range(3):
                step = 0.4 * below[j] * self.x[i] + 0.2 * self.moved_w[i][j]
                self.w[i][j] = self.w[i][j] + step
                self.moved_w[i][j] = step


net = Net(2, 3, 2)
for epoch in range(300):
    for x, target in rows:
        net.forward(x)
        net.learn(target)
"""
LISTS = (
    ARRAYS.replace("np.zeros((inputs, hidden))", "[[0.0] * hidden for _ in range(inputs)]")
    .replace("np.zeros((hidden, outputs))", "[[0.0] * outputs for _ in range(hidden)]")
    .replace("np.ones(3), np.ones(2)", "[1.0] * 3, [1.0] * 2")
    .replace("np.zeros(2), np.zeros(3)", "[0.0] * 2, [0.0] * 3")
    .replace("(inputs, hidden))", "(inputs, hidden)).tolist()")
    .replace("(hidden, outputs))", "(hidden, outputs)).tolist()")
)
BY_ROWS = """\
import numpy as np
np.random.seed(8)
inputs, targets = np.random.uniform(0, 1, (5, 2)), np.random.uniform(-0.8, 0.8, (5, 3))
W, V = np.random.uniform(-1, 1, (4, 2)), np.random.uniform(-1, 1, (3, 4))
cW, cV = np.zeros((4, 2)), np.zeros((3, 4))
for epoch in range(200):
    for x, t in zip(inputs, targets):
        h = np.array([np.tanh(W[j] @ x) for j in range(4)])
        o = np.array([np.tanh(V[k] @ h) for k in range(3)])
        d = (t - o) * (1 - o ** 2)
        e = (V.T @ d) * (1 - h ** 2)
        for k in range(3):
            g = 0.3 * d[k] * h + 0.2 * cV[k]
            V[k] = V[k] + g
            cV[k] = g
        for j in range(4):
            g = 0.3 * e[j] * x + 0.2 * cW[j]
            W[j] = W[j] + g
            cW[j] = g
"""


def of_one_gradient(text):
    """The same, but what is remembered is the gradient of the last step, not the last change."""
    for array, here in (("v", "[j][k]"), ("w", "[i][j]")):
        before = f" + 0.2 * self.moved_{array}{here}"
        text = text.replace(before, "")
        text = text.replace(f"self.{array}{here} + step", f"self.{array}{here} + 0.4 * step{before}")
    return text.replace("step = 0.4 * ", "step = ")


@pytest.mark.parametrize("text", [ARRAYS, LISTS, BY_ROWS], ids=["arrays", "lists", "rows of arrays"])
def test_the_change_before_is_momentum(text):
    found = read(text, fixes=False)
    assert (found.verdict, found.findings) == ("correct", ())


@pytest.mark.parametrize("text", [ARRAYS, LISTS], ids=["arrays", "lists"])
def test_the_gradient_before_is_none(text):
    wrong = of_one_gradient(text)
    found = read(wrong, fixes=False)
    assert [finding.code for finding in found.findings] == ["CP308"]
    line = found.findings[0].line
    assert wrong.splitlines()[line - 1].lstrip().startswith("self.v[j][k] = self.v[j][k] + 0.4 * step")


def test_an_input_that_is_zero_for_all_rows_says_nothing_about_the_rule():
    wrong = of_one_gradient(ARRAYS).replace("x[i]", "x[i] * i")
    found = read(wrong, fixes=False)
    assert [finding.code for finding in found.findings] == ["CP308"]


ADAM = """\
import numpy as np

draw = np.random.default_rng(6)
X, Y = draw.uniform(-1, 1, (12, 2)), draw.uniform(-1, 1, (12, 1))
W, V = draw.normal(0, 0.7, (2, 3)), draw.normal(0, 0.7, (3, 1))
moments = [[np.zeros_like(p), np.zeros_like(p)] for p in (W, V)]
for t in range(1, 30):
    h = np.tanh(X @ W)
    d = (h @ V - Y) / len(X)
    gradients = [X.T @ ((d @ V.T) * (1 - h**2)), h.T @ d]
    for p, g, mv in zip((W, V), gradients, moments):
        mv[0] = 0.9 * mv[0] + 0.1 * g
        mv[1] = 0.99 * mv[1] + 0.01 * g**2
        first = mv[0] / (1 - 0.9**t)
        second = mv[1] / (1 - 0.99**t)
        p -= 0.01 * first / (np.sqrt(second) + 1e-8)
"""


@pytest.mark.parametrize(
    ("right", "wrong"),
    [("mv[1] / (1 - 0.99**t)", "mv[1] / (1 - 0.9**t)"), ("mv[0] / (1 - 0.9**t)", "mv[0] / (1 - 0.99**t)")],
)
def test_a_moment_is_corrected_with_its_own_decay(right, wrong):
    assert read(ADAM, fixes=False).verdict == "correct"
    text = ADAM.replace(right, wrong)
    (finding,) = read(text, fixes=False).findings
    assert (finding.code, text.splitlines()[finding.line - 1].split(" = ")[1]) == ("CP308", wrong)
