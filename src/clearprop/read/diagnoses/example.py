"""The example of a diagnosis: a whole script that is right, and the piece of it that the mistake changes."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Example:
    """``right`` stands once in ``script``; with ``wrong`` in its place the script has that mistake, and no other.

    ``shows``: a piece of the line where it is found, if that is another one.
    """

    script: str
    right: str
    wrong: str
    shows: str = ""

    @property
    def mistaken(self) -> str:
        """The script with the mistake."""
        return self.script.replace(self.right, self.wrong)

    @property
    def lines(self) -> set[int]:
        """The lines of the mistaken script that differ, and those beside them: of what is missing the neighbours count."""
        if self.shows:
            return {number for number, line in enumerate(self.mistaken.split("\n"), 1) if self.shows in line}
        first = self.script[: self.script.index(self.right)].count("\n") + 1
        return {*range(first - 1, first + self.wrong.count("\n") + 2)}


TWO_LAYERS = """\
import numpy as np

rng = np.random.default_rng(3)
X = rng.normal(size=(12, 3))
y = (X[:, :1] * X[:, 1:2] > 0).astype(float)
W1, b1 = rng.normal(size=(3, 3)) * 0.7, np.zeros((1, 3))
W2, b2 = rng.normal(size=(3, 1)) * 0.7, np.zeros((1, 1))


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def slope(a):
    return a * (1 - a)


for epoch in range(200):
    z1 = X @ W1 + b1
    a1 = sigmoid(z1)
    z2 = a1 @ W2 + b2
    a2 = sigmoid(z2)
    error = a2 - y
    loss = np.sum(error**2) / 2
    d2 = error * slope(a2)
    d1 = d2 @ W2.T * slope(a1)
    dW2 = a1.T @ d2
    dW1 = X.T @ d1
    W2 -= 0.3 * dW2
    b2 -= 0.3 * d2.sum(axis=0, keepdims=True)
    W1 -= 0.3 * dW1
    b1 -= 0.3 * d1.sum(axis=0, keepdims=True)
"""

SOFTMAX = """\
import numpy as np

rng = np.random.default_rng(4)
X = rng.normal(size=(10, 4))
Y = np.eye(3)[np.arange(10) % 3]
W, b = rng.normal(size=(4, 3)), np.zeros(3)

for epoch in range(100):
    z = X @ W + b
    e = np.exp(z - z.max(axis=1, keepdims=True))
    p = e / e.sum(axis=1, keepdims=True)
    loss = np.sum((p - Y) ** 2) / 2
    dp = p - Y
    dz = p * (dp - np.sum(dp * p, axis=1, keepdims=True))
    W -= 0.1 * X.T @ dz
    b -= 0.1 * dz.sum(axis=0)
"""

CROSS_ENTROPY = """\
import numpy as np

rng = np.random.default_rng(4)
X = rng.normal(size=(10, 4))
Y = np.eye(3)[np.arange(10) % 3]
W, b = rng.normal(size=(4, 3)), np.zeros(3)

for epoch in range(100):
    z = X @ W + b
    e = np.exp(z - z.max(axis=1, keepdims=True))
    p = e / e.sum(axis=1, keepdims=True)
    loss = -np.sum(Y * np.log(p))
    dz = p - Y
    W -= 0.1 * X.T @ dz
    b -= 0.1 * dz.sum(axis=0)
"""

ROW_BY_ROW = """\
import math
import random

random.seed(5)
rows = [([0.1, 0.9], 0.8), ([0.7, 0.2], 0.3), ([0.4, 0.6], 0.6)]
hidden = [{"w": [random.uniform(-1, 1) for _ in range(2)], "b": 0.1} for _ in range(3)]
v = [random.uniform(-1, 1) for _ in range(3)]
c = 0.0
for epoch in range(100):
    for x, t in rows:
        for n in hidden:
            n["out"] = math.tanh(sum(n["w"][i] * x[i] for i in range(len(x))) + n["b"])
        o = sum(v[k] * hidden[k]["out"] for k in range(len(v))) + c
        d = o - t
        for k in range(len(hidden)):
            hidden[k]["d"] = d * v[k] * (1 - hidden[k]["out"] ** 2)
        for k in range(len(v)):
            v[k] -= 0.1 * d * hidden[k]["out"]
        c -= 0.1 * d
        for n in hidden:
            for i in range(len(n["w"])):
                n["w"][i] -= 0.1 * n["d"] * x[i]
            n["b"] -= 0.1 * n["d"]
"""

LINEAR = """\
import numpy as np

rng = np.random.default_rng(8)
X = rng.normal(size=(20, 2))
y = X @ [1.0, -2.0] + 0.5
w, b = rng.normal(size=2), 0.1
vw, vb = np.zeros(2), 0.0
for epoch in range(150):
    e = X @ w + b - y
    gw, gb = X.T @ e / 20, np.sum(e) / 20
    vw = 0.9 * vw + gw + 0.01 * w
    vb = 0.9 * vb + gb
    w = w - 0.02 * vw
    b = b - 0.02 * vb
"""

ONE_ROW = """\
import numpy as np

rng = np.random.default_rng(2)
X = rng.normal(size=(6, 3))
Y = rng.uniform(0.1, 0.9, size=(6, 2))
W, b = rng.normal(size=(3, 3)) * 0.6, np.zeros(3)
V, c = rng.normal(size=(2, 3)) * 0.6, np.zeros(2)
h = np.zeros(3)
for epoch in range(50):
    for x, y in zip(X, Y):
        h = np.tanh(W @ x + b)
        o = V @ h + c
        d = o - y
        below = (V.T @ d) * (1 - h**2)
        V -= 0.1 * np.outer(d, h)
        c -= 0.1 * d
        W -= 0.1 * np.outer(below, x)
        b -= 0.1 * below
"""

MOMENTUM = """\
import numpy as np

rng = np.random.default_rng(8)
X = rng.normal(size=(20, 2))
y = X @ [1.0, -2.0] + 0.5
w, b = rng.normal(size=2), np.array(0.1)
vw, vb = np.zeros(2), np.array(0.0)
for epoch in range(150):
    e = X @ w + b - y
    gw, gb = X.T @ e / 20, np.sum(e) / 20
    vw = 0.9 * vw - 0.02 * gw
    vb = 0.9 * vb - 0.02 * gb
    w = w + vw
    b = b + vb
"""

SUMS = """\
import math
import random

random.seed(6)
rows = [([0.1, 0.9], [0.8, 0.2]), ([0.7, -0.2], [0.3, 0.5]), ([-0.4, 0.6], [0.6, 0.1]), ([0.9, 0.3], [0.2, 0.9])]
W = [[random.uniform(-1, 1) for i in range(2)] for k in range(3)]
b = [0.1, 0.2, 0.3]
V = [[random.uniform(-1, 1) for k in range(3)] for m in range(2)]
for epoch in range(60):
    dW = [[0.0] * 2 for k in range(3)]
    db = [0.0] * 3
    dV = [[0.0] * 3 for m in range(2)]
    for x, t in rows:
        h = [math.tanh(sum(W[k][i] * x[i] for i in range(2)) + b[k]) for k in range(3)]
        o = [sum(V[m][k] * h[k] for k in range(3)) for m in range(2)]
        d = [o[m] - t[m] for m in range(2)]
        for k in range(3):
            back = sum(V[m][k] * d[m] for m in range(2)) * (1 - h[k] ** 2)
            for m in range(2):
                dV[m][k] += d[m] * h[k]
            for i in range(2):
                dW[k][i] += back * x[i]
            db[k] += back
    for k in range(3):
        for i in range(2):
            W[k][i] -= 0.1 * dW[k][i]
        b[k] -= 0.1 * db[k]
        for m in range(2):
            V[m][k] -= 0.1 * dV[m][k]
"""
