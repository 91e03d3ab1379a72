"""Mistakes that programs by other hands showed, in small programs of our own: the code and the line that are given."""

from pathlib import Path

import pytest

from clearprop.read.reader import read

ALIKE = """\
import numpy as np
draw = np.random.RandomState(3)
X, Y = draw.randn(6, 4), draw.rand(6, 1)
U, V, w = (draw.randn(*shape) * 0.5 for shape in ((4, 4), (4, 4), (4, 1)))
for turn in range(6):
    first = np.tanh(X @ U)
    second = np.tanh(first @ V)
    miss = second @ w - Y
    upper = miss @ w.T * (1 - second**2)
    lower = upper @ V.T * (1 - first**2)
    w -= 0.05 * second.T @ miss
    V -= 0.05 * first.T @ upper
    U -= 0.05 * X.T @ lower
"""
CLASSES = """\
import numpy as np
draw = np.random.RandomState(5)
X, Y = draw.randn(3, 6), np.eye(4)[:, [0, 2, 1, 3, 3, 0]]
W, b, V, c = draw.randn(5, 3), draw.randn(5, 1), draw.randn(4, 5), draw.randn(4, 1)
for turn in range(6):
    H = np.tanh(W @ X + b)
    E = np.exp(V @ H + c)
    P = E / E.sum(axis=0)
    outer = P - Y
    inner = V.T @ outer * (1 - H**2)
    gc = outer.sum(axis=1, keepdims=True)
    gb = inner.sum(axis=1, keepdims=True)
    W -= 0.1 * inner @ X.T
    V -= 0.1 * outer @ H.T
    b -= 0.1 * gb
    c -= 0.1 * gc
"""
ONE_ROW = """\
import numpy as np
def sigmoid(z):
    return 1 / (1 + np.exp(-z))
def slope(z):
    return sigmoid(z) * (1 - sigmoid(z))
draw = np.random.RandomState(6)
x, y = draw.rand(1, 3), np.array([[1]])
W, V = draw.randn(3, 4), draw.randn(4, 1)
for turn in range(8):
    z = x @ W
    h = sigmoid(z)
    s = h @ V
    p = sigmoid(s)
    last = 2 * (p - y) * slope(s)
    below = np.dot(last, V.T)
    first = below * slope(z)
    V -= 0.1 * h.T @ last
    W -= 0.1 * x.T @ first
"""
LISTED = """\
import numpy as np
import math
X, Y = [[0.2, -0.7], [0.9, 0.4], [-0.3, 0.6]], [1, 0, 1]
hidden, last = [[0.3, -0.2], [0.8, 0.5]], [0.6, -0.9]
for turn in range(8):
    for x, y in zip(X, Y):
        a = [1 / (1 + math.exp(-np.dot(x, unit))) for unit in hidden]
        p = 1 / (1 + math.exp(-np.dot(a, last)))
        delta = (p - y) * p * (1 - p)
        below = [delta * w * v * (1 - v) for w, v in zip(last, a)]
        last = [w - 0.1 * delta * v for w, v in zip(last, a)]
        hidden = [[w - 0.1 * d * v for w, v in zip(unit, x)] for unit, d in zip(hidden, below)]
"""
CARRIED = (Path(__file__).parent.parent / "driving" / "scripts" / "recurrent_over_time.py").read_text()
MISTAKES = [
    (ALIKE, "(1 - first**2)", "(1 - second**2)", "CP102", 10),
    (ALIKE, "(1 - second**2)", "(1 - first**2)", "CP102", 9),
    (CLASSES, "inner.sum(axis=1, keepdims=True)\n    W", "np.sum(outer)\n    W", "CP304", 12),
    (ONE_ROW, "np.dot(last, V.T)", "np.dot(2 * (p - y), V.T)", "CP107", 15),
    (LISTED, "delta * w * v * (1 - v)", "delta * w", "CP101", 10),
    (CARRIED, "error + back)", "error)", "CP208", 27),
    (CARRIED, "back = self.Whh.T @ delta", "back = self.Whh @ delta", "CP204", 30),
]


@pytest.mark.parametrize("text", [ALIKE, CLASSES, ONE_ROW, LISTED, CARRIED])
def test_they_are_right_before(text):
    assert not [one for one in read(text, fixes=False).findings if one.severity == "wrong"]


@pytest.mark.parametrize(("text", "right", "wrong", "code", "line"), MISTAKES)
def test_a_mistake_is_told_where_it_is_made(text, right, wrong, code, line):
    assert text.count(right) == 1
    found = [one for one in read(text.replace(right, wrong), fixes=False).findings if one.severity == "wrong"]
    assert [(one.code, one.line) for one in found] == [(code, line)]


HANDED_IN = """\
import numpy as np
class Net:
    def __init__(self, n_in, n_hidden, n_out):
        self.w, self.v = np.random.randn(n_in, n_hidden), np.random.randn(n_hidden, n_out)
    def forward(self, x):
        self.x, self.h = x, np.tanh(x @ self.w)
        return np.tanh(self.h @ self.v)
    def update(self, output, gradient, learning_rate):
        last = gradient * (1 - output**2)
        first = last @ self.v.T * (1 - self.h**2)
        self.v += learning_rate * np.outer(self.h, last)
        self.w += learning_rate * np.outer(self.x, first)
"""


def test_the_sign_of_an_error_that_is_made_up_for_it_is_not_the_files_mistake():
    reading = read(HANDED_IN, fixes=False)
    assert reading.verdict == "correct" and not reading.findings
    assert any("targets minus outputs" in remark.message for remark in reading.remarks)
    turned = read(HANDED_IN.replace("+= learning_rate", "-= learning_rate"), fixes=False)
    assert turned.verdict == "correct" and not any("targets minus" in one.message for one in turned.remarks)


TYPED = """\
import numpy as np
X, Y = np.array([[0, 0], [0, 1], [1, 0], [1, 1]]), np.array([[0], [1], [1], [0]])
a, b, c, d = float(input("a: ")), float(input("b: ")), float(input("c: ")), float(input("d: "))
W, V = np.array([[a, b], [c, d]]), np.array([[float(input("e: "))], [float(input("f: "))]])
for turn in range(9):
    H = 1 / (1 + np.exp(-X @ W))
    P = 1 / (1 + np.exp(-H @ V))
    last = (P - Y) * P * (1 - P)
    first = last @ V.T * H * (1 - H)
    V -= 0.1 * H.T @ last
    W -= 0.1 * X.T @ first
"""


def test_weights_that_nobody_typed_are_no_symmetric_start():
    assert not read(TYPED, fixes=False).findings
