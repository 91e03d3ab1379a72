"""Mistakes that only the next step shows: sums that go on, values of another pass, storage with two names."""

import pytest

from clearprop.read.reader import read

ENGINE = """\
from math import tanh
from random import gauss, seed


class Value:
    def __init__(self, data, parents=(), back=None):
        self.data, self.grad, self.parents, self.back = data, 0.0, parents, back

    def __add__(self, other):
        out = Value(self.data + other.data, (self, other))

        def back():
            self.grad += out.grad
            other.grad += out.grad

        out.back = back
        return out

    def __mul__(self, other):
        out = Value(self.data * other.data, (self, other))

        def back():
            self.grad += other.data * out.grad
            other.grad += self.data * out.grad

        out.back = back
        return out

    def backward(self):
        order = []

        def visit(value):
            if value not in order:
                for parent in value.parents:
                    visit(parent)
                order.append(value)

        visit(self)
        self.grad = 1.0
        for value in reversed(order):
            if value.back:
                value.back()


seed(4)
w, b = Value(gauss(0, 1)), Value(gauss(0, 1))
rows = [(0.5, 0.2), (-0.7, 0.9), (0.1, -0.4)]
for epoch in range(8):
    total = Value(0.0)
    for x, y in rows:
        miss = w * Value(x) + b + Value(-y)
        total = total + miss * miss
    for p in (w, b):
        p.grad = 0.0
    total.backward()
    for p in (w, b):
        p.data -= 0.05 * p.grad
"""
MEANS = """\
xs, ys = [0.1, 0.4, 0.5, 0.8, 1.2], [0.3, 0.9, 0.8, 1.7, 2.4]
slope, height = 0.5, -0.2
d_slope, d_height = 0.0, 0.0
for turn in range(12):
    for x, y in zip(xs, ys):
        miss = slope * x + height - y
        d_slope += 2 * miss * x
        d_height += 2 * miss
    d_slope /= len(xs)
    d_height /= len(xs)
    slope = slope - 0.1 * d_slope
    height = height - 0.1 * d_height
"""
MOMENTUM = """\
xs, ys = [0.1, 0.4, 0.5, 0.8, 1.2], [0.3, 0.9, 0.8, 1.7, 2.4]
slope, height = 0.5, -0.2
v_slope, v_height = 0.0, 0.0
for turn in range(12):
    d_slope, d_height = 0.0, 0.0
    for x, y in zip(xs, ys):
        miss = slope * x + height - y
        d_slope += 2 * miss * x
        d_height += 2 * miss
    v_slope = 0.5 * v_slope + d_slope / len(xs)
    v_height = 0.5 * v_height + d_height / len(xs)
    slope = slope - 0.1 * v_slope
    height = height - 0.1 * v_height
"""
UNITS = """\
import math
import random

random.seed(5)
rows = [([0.1, 0.9], 0.8), ([0.7, 0.2], 0.3), ([0.4, 0.6], 0.6)]


class Unit:
    def __init__(self, inputs):
        self.w = [random.uniform(-1, 1) for _ in range(inputs)]
        self.b, self.given = 0.1, None

    def forward(self, x):
        self.given = x
        return sum(w * v for w, v in zip(self.w, x)) + self.b

    def learn(self, d):
        for i in range(len(self.w)):
            self.w[i] -= 0.1 * d * self.given[i]
        self.b -= 0.1 * d


hidden = [Unit(2) for _ in range(3)]
last = Unit(3)
for epoch in range(100):
    for x, t in rows:
        h = [math.tanh(u.forward(x)) for u in hidden]
        d = last.forward(h) - t
        below = [d * last.w[k] * (1 - h[k] ** 2) for k in range(3)]
        last.learn(d)
        for k in range(3):
            hidden[k].learn(below[k])
"""
LATE = """\
import numpy as np

draw = np.random.RandomState(2)
X, Y = draw.randn(6, 3), draw.rand(6, 2)
W, V = draw.randn(3, 3), draw.randn(2, 3)
h, o = np.zeros(3), np.zeros(2)
for epoch in range(30):
    for x, y in zip(X, Y):
        h = np.tanh(W @ x)
        o = V @ h
        d = o - y
        below = (V.T @ d) * (1 - h**2)
        V -= 0.1 * np.outer(d, h)
        W -= 0.1 * np.outer(below, x)
"""
FORWARD = "        h = np.tanh(W @ x)\n        o = V @ h\n"
BACKWARD = LATE[LATE.index("        d = ") :]
SLOPES = """\
import numpy as np


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def slope(a):
    return a * (1 - a)


draw = np.random.default_rng(2)
X, Y = draw.normal(size=(6, 3)), draw.random((6, 2))
W, V = draw.normal(size=(3, 4)), draw.normal(size=(4, 2))
b, c = np.zeros(4), np.zeros(2)
h, o = np.full((6, 4), 0.4), np.full((6, 2), 0.4)
for epoch in range(30):
    old_h, old_o = h, o
    h = sigmoid(X @ W + b)
    o = sigmoid(h @ V + c)
    above = (o - Y) * slope(o)
    below = (above @ V.T) * slope(h)
    V -= 0.5 * h.T @ above
    c -= 0.5 * above.sum(axis=0)
    W -= 0.5 * X.T @ below
    b -= 0.5 * below.sum(axis=0)
"""
ROWS = """\
import random

random.seed(3)
data = [[0.0] * 2 for n in range(5)]
target = [0.0] * 5
for n in range(5):
    for i in range(2):
        data[n][i] = random.uniform(-1, 1)
    target[n] = data[n][0] - data[n][1]
w = [random.uniform(-1, 1) for i in range(2)]
for epoch in range(60):
    for x, t in zip(data, target):
        d = sum(w[i] * x[i] for i in range(2)) - t
        for i in range(2):
            w[i] -= 0.1 * d * x[i]
"""
NAMES = """\
import numpy as np

draw = np.random.RandomState(3)
X = draw.randn(12, 3)
y = X @ np.array([[1.0], [-2.0], [0.5]])
w = draw.randn(3, 1)
w2 = w.copy()
for epoch in range(50):
    e = X @ w - y
    g1 = X.T @ e / 12
    g2 = X.T @ (X @ w2 - y) / 12 + 0.01 * w2
    w -= 0.1 * g1
    w2 -= 0.1 * g2
"""
DECAY = NAMES.replace("w2 = w.copy()\n", "").replace("w2 -= 0.1 * g2", "w -= 0.001 * w").replace("w2", "w")
MISTAKES = [
    pytest.param(ENGINE, "        p.grad = 0.0\n", "        pass\n", "CP207", "total.backward()", id="engine"),
    pytest.param(
        MEANS.replace("turn in range(12):\n", "turn in range(12):\n    d_slope, d_height = 0.0, 0.0\n"),
        "    d_slope, d_height = 0.0, 0.0\n", "", "CP207", "d_slope += ", id="means",
    ),
    pytest.param(
        UNITS, "        self.given = x\n", "        if self.given is None:\n            self.given = x\n",
        "CP209", "self.given = x", id="first input",
    ),
    pytest.param(LATE, FORWARD + BACKWARD, BACKWARD + FORWARD, "CP209", "d = o - y", id="backward first"),
    pytest.param(SLOPES, "slope(h)", "slope(old_h)", "CP209", "below = ", id="slope of the pass before"),
    pytest.param(SLOPES, "slope(o)", "slope(old_o)", "CP209", "above = ", id="last slope of the pass before"),
    pytest.param(
        LATE.replace("(1 - h**2)", "slope").replace("        o = ", "        slope = 1 - h**2\n        o = "),
        "        h = np.tanh(W @ x)\n        slope = 1 - h**2\n",
        "        slope = 1 - h**2\n        h = np.tanh(W @ x)\n",
        "CP209", "slope = 1", id="slope before the pass",
    ),
    pytest.param(ROWS, "[[0.0] * 2 for n in range(5)]", "[[0.0] * 2] * 5", "CP310", "data = ", id="rows of data"),
    pytest.param(NAMES, "w.copy()", "w", "CP310", "w2 = w", id="two names"),
]  # fmt: skip


@pytest.mark.parametrize("script", [ENGINE, MOMENTUM, UNITS, LATE, SLOPES, ROWS, DECAY])
def test_the_right_script_is_clean(script):
    reading = read(script, fixes=False)
    assert (reading.verdict, reading.findings) == ("correct", ())


@pytest.mark.parametrize(("script", "right", "wrong", "code", "line"), MISTAKES)
def test_the_mistake_is_named_where_it_is_made(script, right, wrong, code, line):
    assert script.count(right) == 1
    text = script.replace(right, wrong)
    (finding,) = read(text, fixes=False).findings
    assert finding.code == code
    assert line in text.split("\n")[finding.line - 1]
