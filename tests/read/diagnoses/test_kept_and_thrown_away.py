"""Weights that are kept by name alone, and rows whose gradients are overwritten: the code and the line."""

import pytest

from clearprop.read.reader import read

KEPT = """\
import numpy as np

draw = np.random.RandomState(4)
X, Y = draw.randn(7, 3), draw.randn(7, 2)


class Net:
    def __init__(self):
        self.low, self.top = draw.randn(3, 4), draw.randn(4, 2)

    def learn(self):
        hidden = np.tanh(X @ self.low)
        miss = (hidden @ self.top - Y) / 7
        before = self.top.copy()
        self.top -= 0.1 * (hidden.T @ miss)
        back = (miss @ before.T) * (1 - hidden ** 2)
        self.low -= 0.1 * (X.T @ back)


net = Net()
for step in range(6):
    net.learn()
"""
SHORTHAND = KEPT.replace("        before = self.top.copy()\n", "").replace(
    "        miss = (hidden @ self.top", "        before = self.top\n        miss = (hidden @ before"
)
LISTS = """\
import random

random.seed(11)
rows = [([random.gauss(0, 1), random.gauss(0, 1)], random.gauss(0, 1)) for row in range(5)]
low = [[random.gauss(0, 1), random.gauss(0, 1)] for unit in range(3)]
top = [random.gauss(0, 1) for unit in range(3)]
for x, y in rows * 2:
    a = [w[0] * x[0] + w[1] * x[1] for w in low]
    a = [v if v > 0 else 0.1 * v for v in a]
    miss = sum(top[j] * a[j] for j in range(3)) - y
    before = top[:]
    for j in range(3):
        top[j] -= 0.05 * miss * a[j]
    for j in range(3):
        slope = 1.0 if a[j] > 0 else 0.1
        for i in range(2):
            low[j][i] -= 0.05 * miss * before[j] * slope * x[i]
"""
LABELS = """\
import numpy as np

draw = np.random.RandomState(8)
X, label = draw.randn(12, 3), np.arange(12) % 3
W = draw.randn(3, 3)


def chances(x):
    e = np.exp(W @ x)
    return e / e.sum()


def gradient(rows):
    total = np.zeros_like(W)
    for r in rows:
        p = chances(X[r])
        p[label[r]] -= 1
        total += np.outer(p, X[r])
    return total / len(rows)


for epoch in range(6):
    for first in range(0, 12, 4):
        W -= 0.3 * gradient(range(first, first + 4))
"""
OUTSIDE = """\
import numpy as np

draw = np.random.RandomState(5)
X, Y = draw.randn(12, 3), draw.rand(12, 2)
low, top = draw.randn(3, 4), draw.randn(4, 2)
for epoch in range(6):
    for first in range(0, 12, 4):
        for x, y in zip(X[first:first + 4], Y[first:first + 4]):
            hidden = np.tanh(x @ low)
            out = 1 / (1 + np.exp(-hidden @ top))
            miss = (out - y) * out * (1 - out)
            back = (top @ miss) * (1 - hidden ** 2)
            top = top - 0.1 * np.outer(hidden, miss)
            low = low - 0.1 * np.outer(x, back)
"""
INSIDE = OUTSIDE[OUTSIDE.index("            top = ") :]
MISTAKES = [
    pytest.param(KEPT, "self.top.copy()", "self.top", "CP310", "before = self.top", id="a name in place of a copy"),
    pytest.param(LISTS, "top[:]", "top", "CP310", "before = top", id="a list's second name"),
    pytest.param(LABELS, "total += ", "total = ", "CP206", "total = np.outer", id="no other loss at the label"),
    pytest.param(OUTSIDE, INSIDE, INSIDE.replace("    " * 3, "    " * 2), "CP206", "top = top", id="update outside"),
]


@pytest.mark.parametrize("script", [KEPT, LISTS, LABELS, OUTSIDE])
def test_the_right_script_is_clean(script):
    reading = read(script, fixes=False)
    assert (reading.verdict, reading.findings) == ("correct", ())


@pytest.mark.parametrize(("script", "right", "wrong", "code", "at"), MISTAKES)
def test_the_mistake_is_named_at_its_line(script, right, wrong, code, at):
    assert right in script
    text = script.replace(right, wrong)
    line = text[: text.index(at)].count("\n") + 1
    assert [(finding.code, finding.line) for finding in read(text, fixes=False).findings] == [(code, line)]


def test_a_shorthand_was_not_meant_to_keep_anything():
    line = SHORTHAND[: SHORTHAND.index("self.top -= ")].count("\n") + 1
    assert [(finding.code, finding.line) for finding in read(SHORTHAND, fixes=False).findings] == [("CP205", line)]


def test_rows_that_are_thrown_away_count_where_the_sum_is_divided():
    loss = read(LABELS.replace("total += ", "total = "), fixes=False).loss
    assert loss is not None
    assert (loss.name, loss.reduction) == ("cross_entropy", "mean")
