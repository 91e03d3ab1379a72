"""Mistakes at activations and at the loss, put into right scripts: the code and the line that the reader gives."""

import pytest

from clearprop.read.reader import read

MODULES = """\
import numpy as np

draw = np.random.RandomState(8)


class Linear:
    def __init__(self, inputs, units):
        self.W = draw.randn(inputs, units)

    def forward(self, x):
        self.x = x
        return x @ self.W

    def backward(self, g):
        self.dW = self.x.T @ g
        return g @ self.W.T


class Tanh:
    def forward(self, x):
        self.y = np.tanh(x)
        return self.y

    def backward(self, g):
        return g * (1 - self.y ** 2)


class Sigmoid:
    def forward(self, x):
        self.y = 1 / (1 + np.exp(-x))
        return self.y

    def backward(self, g):
        return g * self.y * (1 - self.y)


X, T = draw.randn(6, 3), (draw.rand(6, 1) > 0.5) * 1.0
net = [Linear(3, 4), Tanh(), Linear(4, 4), Tanh(), Linear(4, 1), Sigmoid()]
for step in range(6):
    flow = X
    for part in net:
        flow = part.forward(flow)
    back = (1 - T) / (1 - flow) - T / flow
    for part in reversed(net):
        back = part.backward(back)
    for part in net:
        if isinstance(part, Linear):
            part.W -= 0.1 * part.dW
"""
NAMED = """\
from math import exp

x, y, t, u = 0.3, -0.6, 0.8, 0.1
a, b, c, d = 0.2, -0.3, 0.45, 0.1
p, q, r, s = -0.4, 0.35, 0.6, -0.15


def f(z):
    return 1 / (1 + exp(-z))


for step in range(8):
    n1 = a * x + b * y
    n2 = c * x + d * y
    h1 = f(n1)
    h2 = f(n2)
    o1 = f(p * h1 + q * h2)
    o2 = f(r * h1 + s * h2)
    e1 = -(t - o1)
    e2 = -(u - o2)
    g1 = e1 * o1 * (1 - o1)
    g2 = e2 * o2 * (1 - o2)
    k1 = g1 * p + g2 * r
    k2 = g1 * q + g2 * s
    da = k1 * h1 * (1 - h1) * x
    db = k1 * h1 * (1 - h1) * y
    dc = k2 * h2 * (1 - h2) * x
    dd = k2 * h2 * (1 - h2) * y
    p, q = p - 0.5 * g1 * h1, q - 0.5 * g1 * h2
    r, s = r - 0.5 * g2 * h1, s - 0.5 * g2 * h2
    a -= 0.5 * da
    b -= 0.5 * db
    c -= 0.5 * dc
    d -= 0.5 * dd
"""
LISTS = """\
from math import exp
from random import seed, uniform

seed(3)
low = [[uniform(-1, 1) for i in range(3)] for j in range(3)]
top = [uniform(-1, 1) for j in range(3)]
rows = [([uniform(-1, 1) for i in range(3)], uniform(0, 1)) for n in range(3)]


def guess(x):
    a = [1 / (1 + exp(-sum(w * v for w, v in zip(ws, x)))) for ws in low]
    return a, 1 / (1 + exp(-sum(w * v for w, v in zip(top, a))))


for sweep in range(4):
    for x, y in rows:
        a, o = guess(x)
        d = (o - y) * o * (1 - o)
        e = [d * w * v * (1 - v) for w, v in zip(top, a)]
        top = [w - 0.4 * v * d for w, v in zip(top, a)]
        low = [[w - 0.4 * g * v for w, v in zip(ws, x)] for ws, g in zip(low, e)]
    print(sum((guess(x)[1] - y) ** 2 for x, y in rows) / 2)
"""
LEAKY = """\
import numpy as np

draw = np.random.RandomState(9)
X, Y = draw.randn(7, 3), draw.randn(7, 1)
W1, W2, W3 = draw.randn(3, 5), draw.randn(5, 4), draw.randn(4, 1)


def leaky(z):
    return np.where(z > 0, z, 0.1 * z)


def slope(z):
    return np.where(z > 0, 1, 0.1)


for step in range(6):
    z1 = X @ W1
    a1 = leaky(z1)
    z2 = a1 @ W2
    a2 = np.tanh(z2)
    joined = a1[:, :4] + a2
    d3 = (joined @ W3 - Y) / 7
    back = d3 @ W3.T
    d2 = back * (1 - a2 ** 2)
    d_first = d2 @ W2.T
    d_first[:, :4] += back
    d1 = d_first * slope(z1)
    W3 = W3 - 0.05 * joined.T @ d3
    W2 = W2 - 0.05 * a1.T @ d2
    W1 = W1 - 0.05 * X.T @ d1
"""
BRANCHES = """\
from random import gauss, seed

seed(5)
low = [[gauss(0, 1) for i in range(2)] for j in range(4)]
top = [gauss(0, 1) for j in range(4)]


def rise(z):
    return 1.0 if z > 0 else 0.0


for step in range(9):
    x, y = [gauss(0, 1), gauss(0, 1)], gauss(0, 1)
    z = [w[0] * x[0] + w[1] * x[1] for w in low]
    a = [v if v > 0 else 0.0 for v in z]
    miss = sum(w * v for w, v in zip(top, a)) - y
    back = [miss * w for w in top]
    d = [g * rise(v) for g, v in zip(back, z)]
    for j in range(4):
        top[j] -= 0.1 * miss * a[j]
        for i in range(2):
            low[j][i] -= 0.1 * d[j] * x[i]
"""
LAYERS = """\
import numpy as np

draw = np.random.RandomState(3)
X, Y = draw.randn(5, 3), draw.randn(5, 2)


class Layer:
    def __init__(self, inputs, units, bent):
        self.W, self.bent = draw.randn(inputs, units), bent

    def run(self, x):
        self.x, z = x, x @ self.W
        self.a = np.tanh(z) if self.bent else z
        return self.a

    def slope(self):
        return 1 - self.a ** 2 if self.bent else np.ones(self.a.shape)

    def learn(self, error):
        delta = error * self.slope()
        back = delta @ self.W.T
        self.W = self.W - 0.05 * self.x.T @ delta
        return back


layers = [Layer(3, 4, True), Layer(4, 2, False)]
for step in range(6):
    out = X
    for layer in layers:
        out = layer.run(out)
    error = out - Y
    for layer in layers[::-1]:
        error = layer.learn(error)
"""
DROPPED = """\
import numpy as np

draw = np.random.RandomState(6)
X, Y = draw.randn(5, 3), draw.rand(5, 2)
W1, W2, W3 = draw.randn(3, 4), draw.randn(4, 4), draw.randn(4, 2)
for step in range(6):
    hidden = np.tanh(X @ W1)
    mask = draw.rand(5, 4) < 0.7
    kept = hidden * mask / 0.7
    after = np.tanh(kept @ W2)
    miss = (after @ W3 - Y) / 5
    d2 = (miss @ W3.T) * (1 - after ** 2)
    back = d2 @ W2.T * mask / 0.7
    delta = back * (1 - hidden ** 2)
    W3 = W3 - 0.05 * after.T @ miss
    W2 = W2 - 0.05 * kept.T @ d2
    W1 = W1 - 0.05 * X.T @ delta
"""
SCALED_MASK = DROPPED.replace("draw.rand(5, 4) < 0.7", "(draw.rand(5, 4) < 0.7) / 0.7").replace("mask / 0.7", "mask")
RELU = """\
import numpy as np

draw = np.random.RandomState(2)
X, Y = draw.randn(6, 3), draw.randn(6, 1)
W1, W2 = draw.randn(3, 5), draw.randn(5, 1)
for step in range(6):
    hidden = np.maximum(X @ W1, 0)
    miss = hidden @ W2 - Y
    delta = (miss @ W2.T) * (hidden > 0)
    W2 = W2 - 0.05 * hidden.T @ miss
    W1 = W1 - 0.05 * X.T @ delta
"""
MISTAKES = [
    pytest.param(
        MODULES, "return g * (1 - self.y ** 2)", "return (g)", "CP101", id="handed on by the activation's own"
    ),
    pytest.param(
        MODULES,
        "return g * (1 - self.y ** 2)",
        "return g * (1 - np.tanh(self.y) ** 2)",
        "CP102",
        id="slope of its own a",
    ),
    pytest.param(MODULES, "return g * self.y * (1 - self.y)", "return g * (1 - self.y)", "CP108", id="1 - a elsewhere"),
    pytest.param(NAMED, "g1 = e1 * o1 * (1 - o1)", "g1 = e1", "CP101", id="one unit"),
    pytest.param(NAMED, "da = k1 * h1 * (1 - h1) * x", "da = k1 * x", "CP101", id="one weight"),
    pytest.param(NAMED, "db = k1 * h1 * (1 - h1) * y", "db = k1 * n1 * (1 - n1) * y", "CP102", id="z in one statement"),
    pytest.param(NAMED, "k1 = g1 * p + g2 * r", "k1 = g1 * p + e2 * r", "CP101", id="one path"),
    pytest.param(LISTS, "d * w * v * (1 - v) for", "d * w for", "CP101", id="a list of what lacks it"),
    pytest.param(LISTS, "(o - y) * o * (1 - o)", "(o - y) * (1 - o)", "CP108", id="half a slope is no Poisson loss"),
    pytest.param(LISTS, "(o - y) * o * (1 - o)", "(o - y)", "CP105", id="a loss of other predictions"),
    pytest.param(LEAKY, "d2 = back * (1 - a2 ** 2)", "d2 = back", "CP101", id="beside a shortcut"),
    pytest.param(LEAKY, "d_first * slope(z1)", "d_first * slope(z1) * slope(z1)", "CP108", id="a leak twice"),
    pytest.param(LEAKY, "np.where(z > 0, 1, 0.1)", "np.where(z < 0, 1, 0.1)", "CP103", id="a leak on the other side"),
    pytest.param(BRANCHES, "g * rise(v) for", "g * (1.0 if v < 0 else 0.0) for", "CP103", id="ReLU by a branch"),
    pytest.param(RELU, "(hidden > 0)", "(hidden < 0)", "CP103", id="what holds for no unit"),
    pytest.param(LAYERS, "error * self.slope()", "error * self.slope() ** 2", "CP108", id="unseen where nothing bends"),
    pytest.param(DROPPED, "d2 @ W2.T * mask / 0.7", "d2 @ W2.T * mask", "CP108", id="a mask without its scale"),
    pytest.param(SCALED_MASK, "W2.T * mask", "W2.T * (mask > 0)", "CP108", id="a scale that is in the mask"),
    pytest.param(DROPPED, "W2.T * mask / 0.7", "W2.T * mask / 0.5", "CP302", id="a scale before the sum over rows"),
]


@pytest.mark.parametrize("script", [MODULES, NAMED, LISTS, LEAKY, BRANCHES, RELU, LAYERS, DROPPED, SCALED_MASK])
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
