"""Mistakes that one line makes in several layers, or that show only where parts are summed up: the code and the line."""

import pytest

from clearprop.read.reader import read

LAYERS = """\
import numpy as np

draw = np.random.RandomState(6)
rows = [(draw.randn(3, 1), draw.rand(3, 1)) for _ in range(4)]
weights = [draw.randn(3, 3) for _ in range(3)]
for epoch in range(6):
    total = [np.zeros((3, 3)) for _ in range(3)]
    for x, y in rows:
        values = [x]
        for w in weights:
            values.append(np.tanh(w @ values[-1]))
        delta = (values[-1] - y) * (1 - values[-1] ** 2)
        for k in (2, 1, 0):
            gradient = delta @ values[k].T
            total[k] += gradient
            delta = (weights[k].T @ delta) * (1 - values[k] ** 2)
    for k in range(3):
        weights[k] = weights[k] - 0.1 * total[k]
"""
STAGES = """\
import numpy as np

draw = np.random.RandomState(7)
X, Y = draw.randn(6, 3), draw.randn(6, 2)


class Stage:
    def __init__(self, inputs, units):
        self.w = draw.randn(inputs, units)

    def run(self, x):
        self.x, self.a = x, np.tanh(x @ self.w)
        return self.a

    def back(self, g):
        delta = g * (1 - self.a ** 2)
        self.dw = self.x.T @ delta
        return delta @ self.w.T


stages = [Stage(3, 4), Stage(4, 4), Stage(4, 2)]
for epoch in range(6):
    a = X
    for stage in stages:
        a = stage.run(a)
    g = a - Y
    for stage in reversed(stages):
        g = stage.back(g)
    for stage in stages:
        stage.w = stage.w - 0.05 * stage.dw
"""
LISTS = """\
import random

random.seed(29)
X = [[random.uniform(-1, 1) for _ in range(2)] for _ in range(5)]
T = [x[0] * x[1] for x in X]
W = [[random.gauss(0, 1) for _ in range(3)] for _ in range(2)]
V = [random.gauss(0, 1) for _ in range(3)]
for step in range(8):
    dW, dV = [[0.0] * 3 for _ in range(2)], [0.0] * 3
    for x, t in zip(X, T):
        z = [sum(x[i] * W[i][j] for i in range(2)) for j in range(3)]
        a = [v if v > 0 else 0.0 for v in z]
        d = sum(a[j] * V[j] for j in range(3)) - t
        below = [d * V[j] * (1.0 if z[j] > 0 else 0.0) for j in range(3)]
        for j in range(3):
            dV[j] += d * a[j]
            for i in range(2):
                dW[i][j] += below[j] * x[i]
    W = [[W[i][j] - 0.1 * dW[i][j] for j in range(3)] for i in range(2)]
    V = [V[j] - 0.1 * dV[j] for j in range(3)]
"""
SUMS = """\
from math import tanh
from random import gauss, seed

seed(3)
rows = [([gauss(0, 1), gauss(0, 1)], gauss(0, 1)) for row in range(8)]
low = [[gauss(0, 1), gauss(0, 1)] for unit in range(3)]
mid = [[gauss(0, 1) for j in range(3)] for unit in range(2)]
top = [[gauss(0, 1), gauss(0, 1)]]
for x, y in rows:
    a = [tanh(w[0] * x[0] + w[1] * x[1]) for w in low]
    b = [tanh(w[0] * a[0] + w[1] * a[1] + w[2] * a[2]) for w in mid]
    o = [w[0] * b[0] + w[1] * b[1] for w in top]
    d = [o[0] - y]
    above = [sum(top[m][k] * d[m] for m in range(len(d))) for k in range(2)]
    e = [above[k] * (1 - b[k] ** 2) for k in range(2)]
    below = [mid[0][j] * e[0] + mid[1][j] * e[1] for j in range(3)]
    f = [below[j] * (1 - a[j]) * (1 + a[j]) for j in range(3)]
    for k in range(2):
        top[0][k] -= 0.1 * d[0] * b[k]
        for j in range(3):
            mid[k][j] -= 0.1 * e[k] * a[j]
    for j in range(3):
        for i in range(2):
            low[j][i] -= 0.1 * f[j] * x[i]
"""
ADAM = """\
import numpy as np

draw = np.random.RandomState(1)
x = draw.uniform(-2, 2, (9, 2))
y = np.sin(x[:, :1]) + 0.3 * x[:, 1:]
params = {"w1": draw.randn(2, 4), "b1": draw.randn(4), "w2": draw.randn(4, 1), "b2": np.zeros(1)}
m = {name: np.zeros_like(value) for name, value in params.items()}
v = {name: np.zeros_like(value) for name, value in params.items()}
for t in range(1, 12):
    a = np.tanh(x @ params["w1"] + params["b1"])
    d = (a @ params["w2"] + params["b2"] - y) / 9
    e = (d @ params["w2"].T) * (1 - a ** 2)
    grads = {"w1": x.T @ e, "b1": e.sum(axis=0), "w2": a.T @ d, "b2": d.sum(axis=0)}
    for name in params:
        g = grads[name]
        m[name] = 0.9 * m[name] + 0.1 * g
        v[name] = 0.999 * v[name] + 0.001 * g ** 2
        mean, square = m[name] / (1 - 0.9 ** t), v[name] / (1 - 0.999 ** t)
        params[name] -= 0.02 * mean / (np.sqrt(square) + 1e-8)
"""
GRADS = ADAM[ADAM.index('"w1": x.T @ e') : ADAM.index("}\n    for name")]
LAST = '"w1": x[-1:].T @ e[-1:], "b1": e[-1], "w2": a[-1:].T @ d[-1:], "b2": d[-1]'
MISTAKES = [
    pytest.param(LAYERS, "delta @ values[k].T", "(delta @ values[k].T).T", "CP204", "gradient = ", id="all turned"),
    pytest.param(LAYERS, "delta @ values[k].T", "delta @ values[k + 1].T", "CP203", "gradient = ", id="own output"),
    pytest.param(STAGES, "delta @ self.w.T", "delta @ self.dw.T", "CP202", "return delta", id="from layer to layer"),
    pytest.param(LISTS, "below[j] * x[i]", "below[j] * a[i]", "CP203", "dW[i][j] += ", id="units that are off"),
    pytest.param(SUMS, "range(len(d))", "range(len(d) - 1)", "CP208", "above = ", id="sum of nothing"),
    pytest.param(
        SUMS, "mid[0][j] * e[0] + mid[1][j] * e[1]", "mid[0][j] * e[0]", "CP208", "below = ", id="one term left"
    ),
    pytest.param(ADAM, GRADS, LAST, "CP206", "grads = ", id="last row under adam"),
]


@pytest.mark.parametrize("script", [LAYERS, STAGES, LISTS, SUMS, ADAM])
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
