"""Small scripts of our own, each with one mistake, and what mends it."""

import ast
from collections.abc import Callable
from dataclasses import dataclass

from clearprop.read.fixes import Again
from clearprop.read.reading import Evidence, Finding

MakeAgain = Callable[[str, str], Again]

MATRICES = """\
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
    loss = np.sum(error ** 2) / 2
    d2 = error * slope(a2)
    d1 = d2 @ W2.T * slope(a1)
    dW2 = a1.T @ d2
    dW1 = X.T @ d1
    W2 -= 0.3 * dW2
    b2 -= 0.3 * d2.sum(axis=0, keepdims=True)
    W1 -= 0.3 * dW1
    b1 -= 0.3 * d1.sum(axis=0, keepdims=True)
"""

NEURONS = """\
import math, random

random.seed(5)
rows = [([0.1, 0.9], 0.8), ([0.7, 0.2], 0.3), ([0.4, 0.6], 0.6)]
hidden = [{"w": [random.uniform(-1, 1) for _ in range(2)], "b": 0.1} for _ in range(3)]
v = [random.uniform(-1, 1) for _ in range(3)]
c = 0.0
for epoch in range(100):
    for x, t in rows:
        for n in hidden:
            n["net"] = sum(n["w"][i] * x[i] for i in range(len(x))) + n["b"]
            n["out"] = math.tanh(n["net"])
        o = sum(v[k] * hidden[k]["out"] for k in range(len(v))) + c
        d = o - t
        for k in range(len(hidden)):
            n = hidden[k]
            n["d"] = d * v[k] * (1 - n["out"] ** 2)
        for k in range(len(v)):
            v[k] -= 0.1 * d * hidden[k]["out"]
        c -= 0.1 * d
        for n in hidden:
            for i in range(len(n["w"])):
                n["w"][i] -= 0.1 * n["d"] * x[i]
            n["b"] -= 0.1 * n["d"]
"""

SUMS = """\
import numpy as np

rng = np.random.default_rng(8)
X = rng.normal(size=(20, 2))
y = X @ [1.0, -2.0] + 0.5
w = rng.normal(size=2)
b = 0.1
for epoch in range(150):
    gw = np.zeros(2)
    gb = 0.0
    for x, t in zip(X, y):
        e = x @ w + b - t
        gw += e * x
        gb += e
    w = w - 0.02 * gw
    b = b - 0.02 * gb
"""

FOLDED = """\
import random

random.seed(4)
rows = [([0.2, 0.7], 0.3), ([0.9, -0.1], -0.2), ([-0.6, 0.3], 0.6)]
units = [[random.uniform(-1, 1) for _ in range(3)] for _ in range(2)]
for epoch in range(80):
    for x, t in rows:
        for w, y in zip(units, (t, -t)):
            o = w[-1]
            for i in range(len(x)):
                o += w[i] * x[i]
            d = o - y
            for i in range(len(x)):
                w[i] -= 0.1 * d * x[i]
            w[-1] -= 0.1 * d
"""


@dataclass(frozen=True)
class Mistake:
    """A right text, what is put wrong in it, and the finding: its code, where, and in which layer."""

    code: str
    base: str
    right: str
    wrong: str
    layer: int | None = None
    mends: tuple[str, ...] = ()  # other texts in its place that are as good as the right one
    blamed: str = ""  # what stands in the line, where that is not the first difference

    @property
    def text(self) -> str:
        if self.base.count(self.right) != 1:
            raise ValueError(f"{self.right!r} stands {self.base.count(self.right)} times; expected once.")
        return self.base.replace(self.right, self.wrong)

    @property
    def mended(self) -> set[str]:
        return {ast.dump(ast.parse(self.base.replace(self.right, text))) for text in (self.right, *self.mends)}

    @property
    def line(self) -> int:
        if self.blamed:
            return self.text[: self.text.index(self.blamed)].count("\n") + 1
        different = (n for n, (a, b) in enumerate(zip(self.right, self.wrong, strict=False)) if a != b)
        at = next(different, len(self.wrong) - 1)
        return self.text[: self.base.index(self.right) + at].count("\n") + 1


BIAS2 = "    b2 -= 0.3 * d2.sum(axis=0, keepdims=True)\n"
LAST = "    W1 -= 0.3 * dW1\n    b1 -= 0.3 * d1.sum(axis=0, keepdims=True)\n"

HIDDEN = """\
        for k in range(len(hidden)):
            n = hidden[k]
            n["d"] = d * v[k] * (1 - n["out"] ** 2)
"""
OUTPUT = """\
        for k in range(len(v)):
            v[k] -= 0.1 * d * hidden[k]["out"]
"""

MISTAKES = (
    Mistake("CP101", MATRICES, "d1 = d2 @ W2.T * slope(a1)", "d1 = d2 @ W2.T", 1),
    Mistake("CP101", NEURONS, ' * (1 - n["out"] ** 2)\n', "\n", 1),
    Mistake("CP102", MATRICES, "@ W2.T * slope(a1)", "@ W2.T * slope(z1)", 1),
    Mistake("CP102", NEURONS, '(1 - n["out"] ** 2)', '(1 - n["net"] ** 2)', 1),
    Mistake("CP103", MATRICES, "    return a * (1 - a)", "    return 1 - a ** 2"),
    Mistake("CP105", MATRICES, "d2 = error * slope(a2)", "d2 = error", 2),
    Mistake("CP106", MATRICES, "d2 = error * slope(a2)", "d2 = loss * slope(a2)", 2, ("d2 = (a2 - y) * slope(a2)",)),
    Mistake("CP107", MATRICES, "d1 = d2 @ W2.T", "d1 = error @ W2.T", 1),
    Mistake("CP108", MATRICES, "@ W2.T * slope(a1)", "@ W2.T * a1", 1, ("@ W2.T * (a1 * (1 - a1))",)),
    Mistake("CP202", MATRICES, *(
        "    d1 = d2 @ W2.T * slope(a1)\n    dW2 = a1.T @ d2\n",
        "    dW2 = a1.T @ d2\n    d1 = d2 @ dW2.T * slope(a1)\n",
    ), 1, ("    dW2 = a1.T @ d2\n    d1 = d2 @ W2.T * slope(a1)\n",), "d1 = d2"),
    Mistake("CP203", MATRICES, "dW2 = a1.T @ d2", "dW2 = X.T @ d2", 2),
    Mistake("CP204", MATRICES, "dW1 = X.T @ d1", "dW1 = d1.T @ X", 1),
    Mistake("CP205", NEURONS, HIDDEN + OUTPUT, OUTPUT + HIDDEN, 1),  # before the hidden layer reads its weights
    Mistake("CP206", SUMS, "    w = w - 0.02 * gw\n", "    w = w - 0.02 * e * x\n"),
    Mistake("CP207", SUMS, *(
        "for epoch in range(150):\n    gw = np.zeros(2)\n    gb = 0.0\n",
        "gw = np.zeros(2)\ngb = 0.0\nfor epoch in range(150):\n",
    )),
    Mistake("CP209", MATRICES, *(
        "for epoch in range(200):\n    z1 = X @ W1 + b1\n    a1 = sigmoid(z1)\n",
        "z1 = X @ W1 + b1\na1 = sigmoid(z1)\nfor epoch in range(200):\n",
    ), 1, (), "z1 = X"),
    Mistake("CP301", MATRICES, "b1 -= 0.3 * d1", "b1 += 0.3 * d1", 1),
    Mistake("CP302", MATRICES, "dW1 = X.T @ d1", "dW1 = X.T @ d1 / 12", 1),
    Mistake("CP303", MATRICES, BIAS2 + LAST, LAST, 2, (LAST + BIAS2,), "W1 -= "),
    Mistake("CP303", SUMS, *(
        "    w = w - 0.02 * gw\n    b = b - 0.02 * gb\n",
        "    w = w - 0.02 * gw\n",
    ), 1, ("    w = w - 0.02 * gw\n    b -= 0.02 * gb\n",), "w = w - "),
    Mistake("CP303", FOLDED, *(
        "                w[i] -= 0.1 * d * x[i]\n            w[-1] -= 0.1 * d\n", "                w[i] -= 0.1 * d * x[i]\n",
    ), 1, (), "w[i] -= "),
    Mistake("CP304", NEURONS, '            n["b"] -= 0.1 * n["d"]\n', '            n["b"] -= 0.1 * n["d"] * x[i]\n', 1),
    Mistake("CP305", NEURONS, 'for i in range(len(n["w"])):', 'for i in range(len(n["w"]) - 1):', 1),
    Mistake("CP306", SUMS, "b = b - 0.02 * gb", "b = b - 0.02 * gw[0]"),
    Mistake("CP401", MATRICES, *(
        "W1, b1 = rng.normal(size=(3, 3)) * 0.7, np.zeros((1, 3))\nW2, b2 = rng.normal(size=(3, 1)) * 0.7",
        "W1, b1 = np.full((3, 3), 0.4) * 0.7, np.zeros((1, 3))\nW2, b2 = np.full((3, 1), 0.4) * 0.7",
    ), 1, ("W1, b1 = rng.uniform(-0.5, 0.5, (3, 3)) * 0.7, np.zeros((1, 3))\nW2, b2 = np.full((3, 1), 0.4) * 0.7",)),
)  # fmt: skip


def found(code: str, line: int, layer: int | None) -> Finding:
    """A finding as a diagnosis would give it, as far as fixes look at it."""
    return Finding(
        code=code, name="", severity="wrong", line=line, layer=layer, quantity="", message="", equals="",
        evidence=Evidence(points=2, largest_difference=0.0),
    )  # fmt: skip
