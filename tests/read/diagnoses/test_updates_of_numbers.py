"""Updates number by number, or by functions that are not the script's own: what stays, what is moved wrongly, and where."""

import pytest

from clearprop.read.reader import read

UNITS = """\
import math, random
random.seed(3)
wh = [random.uniform(-1, 1) for _ in range(2)]
th = [random.uniform(-1, 1) for _ in range(2)]
wo = [random.uniform(-1, 1) for _ in range(2)]
to = random.uniform(-1, 1)
rate = 0.5
for epoch in range(12):
    for x, y in [(0, 0.3), (1, 0.8), (2, 0.1)]:
        h = [1 / (1 + math.e ** -(w * x - t)) for w, t in zip(wh, th)]
        out = sum(a * w for a, w in zip(h, wo)) - to
        error = out - y
        below = [error * w * a * (1 - a) for w, a in zip(wo, h)]
        wo = [w - rate * error * a for w, a in zip(wo, h)]
        to = to + rate * error
        wh = [w - rate * b * x for w, b in zip(wh, below)]
        th = [t + rate * b for t, b in zip(th, below)]
"""
BATCH = """\
import numpy as np

def less(a, b):
    return a - b

draw = np.random.RandomState(4)
X, Y = np.linspace(-1, 1, 12).reshape(4, 3) ** 2, np.linspace(0, 1, 4).reshape(4, 1) ** 2
W, V = draw.randn(3, 4), draw.randn(4, 1)
c = np.zeros((1, 1))
for step in range(8):
    hidden = np.tanh(X.dot(W))
    miss = less(hidden.dot(V) + c, Y)
    below = miss.dot(V.T) * (1 - hidden**2)
    gV = hidden.T.dot(miss) / len(X)
    gc = miss.mean(axis=0, keepdims=True)
    W = less(W, 0.5 * X.T.dot(below) / len(X))
    V = less(V, 0.5 * gV)
    c = c - 0.5 * gc
"""
ROWS = """\
import numpy as np

X, y = np.linspace(-1, 1, 15).reshape(5, 3) ** 2, np.linspace(0, 1, 5) ** 2
w, b = np.zeros(3), 0.0
for step in range(8):
    miss = X @ w + b - y
    gw = X.T @ miss / len(y)
    gb = miss.mean()
    w = w - 0.3 * gw
    b = b - 0.3 * gb
"""
RAGGED = """\
import numpy as np

X, y = np.linspace(-1, 1, 21).reshape(7, 3) ** 2, np.linspace(0, 1, 7) ** 2
w, b = np.zeros(3), 0.0
for epoch in range(8):
    for first in (0, 3, 6):
        x = X[first : first + 3]
        miss = x @ w + b - y[first : first + 3]
        gw = x.T @ miss / len(x)
        gb = miss.mean()
        w = w - 0.3 * gw
        b = b - 0.3 * gb
"""
DECAYED = ROWS.replace("X @ w + b - y", "(X @ w + b - y) / 5").replace(" / len(y)", "").replace(".mean()", ".sum()")
DECAYED = DECAYED.replace("    w = ", "    gw += 0.01 * w\n    w = ")
MINIMISED = """\
import numpy as np
from scipy.optimize import minimize

A = np.linspace(-1, 1, 18).reshape(9, 2) ** 3
t = np.linspace(0, 1, 9) ** 2

def cost(w):
    r = A.dot(w) - t
    g = A.T.dot(r)
    return 0.5 * r.dot(r), g

found = minimize(cost, np.array([0.2, -0.3]), jac=True)
"""
LINE = """\
import random
random.seed(5)
w, v, b = random.uniform(-1, 1), random.uniform(-1, 1), random.uniform(-1, 1)
for epoch in range(9):
    for x, z, y in [(0.2, 0.7, 0.3), (1.1, -0.4, 0.8), (-0.7, 0.5, 0.1)]:
        error = w * x + v * z + b - y
        w -= 0.2 * error * x
        v -= 0.2 * error * z
        b -= 0.2 * error
"""
SIZED = """\
import numpy as np

X, Y = np.linspace(-1, 1, 10).reshape(5, 2) ** 2, np.linspace(0, 1, 15).reshape(5, 3) ** 2
W, V = [np.full((n, m), 0.3) for n, m in ((2, 4), (4, 3))]
for step in range(6):
    hidden = np.tanh(X.dot(W))
    shares = np.exp(hidden.dot(V))
    shares = shares / shares.sum(axis=1, keepdims=True)
    miss = shares - Y / Y.sum(axis=1, keepdims=True)
    below = miss.dot(V.T) * (1 - hidden**2)
    V = V - 0.1 * hidden.T.dot(miss)
    W = W - 0.1 * X.T.dot(below)
"""


def changed(text: str, old: str, new: str) -> str:
    assert text.count(old) == 1
    return text.replace(old, new)


def line_of(text: str, piece: str) -> int:
    return next(number for number, line in enumerate(text.split("\n"), 1) if piece in line)


CASES = {
    "thresholds that stay": (
        changed(UNITS, "        th = [t + rate * b for t, b in zip(th, below)]\n", ""), "CP303", "wh = [w - rate",
    ),
    "weights of the data that stay": (
        changed(UNITS, "        wh = [w - rate * b * x for w, b in zip(wh, below)]\n", ""), "CP305", "th = [t + rate",
    ),
    "as many rows as units": (
        changed(BATCH, "    W = less(W, 0.5 * X.T.dot(below) / len(X))\n", ""), "CP305", "V = less(V",
    ),
    "a bias, beside a function's updates": (changed(BATCH, "    c = c - 0.5 * gc\n", ""), "CP303", "V = less(V"),
    "twice a mean, beside a sum that is divided": (
        changed(ROWS, "gb = miss", "gb = 2 * miss"), "CP302", "gb = 2",
    ),
    "twice, beside decay that is added": (changed(DECAYED, "gw = X.T", "gw = 2 * X.T"), "CP302", "gw = 2"),
    "a mean twice, of a last batch of one row too": (
        changed(RAGGED, "miss.mean()", "miss.mean() / len(x)"), "CP302", "gb = miss",
    ),
    "the sign of what a minimiser is given": (changed(MINIMISED, "A.dot(w) - t", "t - A.dot(w)"), "CP301", "r = t"),
    "the bias times an input": (changed(LINE, "b -= 0.2 * error", "b -= 0.2 * error * z"), "CP304", "b -= 0.2"),
    "a sign that makes the error go on": (changed(LINE, "b -= 0.2", "b += 0.2"), "CP301", "b += 0.2"),
    "alike in a shape that is computed": (SIZED, "CP401", "np.full"),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_a_wrong_update_is_named_once_at_its_line(name):
    text, code, piece = CASES[name]
    reading = read(text, fixes=False)
    assert [(each.code, each.line) for each in reading.findings] == [(code, line_of(text, piece))], reading


@pytest.mark.parametrize("text", [UNITS, BATCH, ROWS, RAGGED, DECAYED, MINIMISED, LINE])
def test_a_right_update_is_right(text):
    reading = read(text, fixes=False)
    assert reading.verdict == "correct" and not reading.findings, reading
