"""Single slips in short programs of several styles: the code, and the line at which each is made."""

import pytest

from clearprop.read.reader import read

ROWS = """\
import numpy as np

draw = np.random.RandomState(6)
X, Y = draw.randn(7, 3), draw.rand(7, 1)
A, B = draw.randn(3, 4) * 0.6, draw.randn(4, 1) * 0.6
for turn in range(9):
    h = np.tanh(X @ A)
    p = h @ B
    gap = p - Y
    back = gap @ B.T
    low = back * (1 - h**2)
    gB = h.T @ gap
    gA = X.T @ low
    B -= 0.05 * gB
    A -= 0.05 * gA
"""
ONES = """\
import numpy as np

draw = np.random.RandomState(6)
ones = np.ones((7, 1))
X, Y = np.hstack((draw.randn(7, 3), ones)), draw.rand(7, 2)
A, B = draw.randn(4, 3) * 0.6, draw.randn(4, 2) * 0.6
moved_A, moved_B = np.zeros((4, 3)), np.zeros((4, 2))
for turn in range(9):
    h = np.hstack((1 / (1 + np.exp(-(X @ A))), ones))
    p = 1 / (1 + np.exp(-(h @ B)))
    top = (p - Y) * p * (1 - p)
    low = h * (1 - h) * (top @ B.T)
    moved_B = 0.2 * (h.T @ top) + 0.8 * moved_B
    moved_A = 0.2 * (X.T @ low[:, :-1]) + 0.8 * moved_A
    B -= moved_B
    A -= moved_A
"""
UNITS = """\
import math
import random


class Unit:
    def __init__(self, size):
        self.weights = [random.uniform(-1, 1) for _ in range(size)]
        self.seen, self.total, self.out = [], 0.0, 0.0

    def fire(self, seen):
        self.seen = seen
        self.total = sum(w * s for w, s in zip(self.weights, seen))
        self.out = 1 / (1 + math.exp(-self.total))
        return self.out

    def bend(self):
        return self.out * (1 - self.out)

    def signal(self, error):
        return error * self.bend()

    def learn(self, delta):
        for i in range(len(self.weights)):
            self.weights[i] -= 0.3 * delta * self.seen[i]


random.seed(2)
low, top = [Unit(2) for _ in range(3)], [Unit(3) for _ in range(2)]
for x, y in [([0.2, 0.9], [0.1, 0.7]), ([0.8, 0.4], [0.9, 0.2])] * 8:
    hidden = [unit.fire(x) for unit in low]
    found = [unit.fire(hidden) for unit in top]
    above = [unit.signal(o - t) for unit, o, t in zip(top, found, y)]
    sent = [sum(d * unit.weights[j] for d, unit in zip(above, top)) for j in range(3)]
    below = [unit.signal(e) for unit, e in zip(low, sent)]
    for unit, d in zip(top + low, above + below):
        unit.learn(d)
"""
XOR = """\
import numpy as np

X, Y = np.array([[0, 0], [0, 1], [1, 0], [1, 1]]), np.array([[0], [1], [1], [0]])
A, B = np.random.rand(2, 3), np.random.rand(3, 1)
for turn in range(9):
    h = 1 / (1 + np.exp(-(X @ A)))
    p = 1 / (1 + np.exp(-(h @ B)))
    top = (Y - p) * p * (1 - p)
    low = top @ B.T * (h * (1 - h))
    B += h.T @ top
    A += X.T @ low
"""
CLASSES = """\
import numpy as np

rng = np.random.RandomState(3)
X, Y = rng.randn(8, 3), np.eye(3)[rng.randint(0, 3, 8)]
A, B = rng.randn(3, 5), rng.randn(5, 3)
for turn in range(9):
    h = np.maximum(0, X @ A)
    e = np.exp(h @ B)
    p = e / e.sum(axis=1, keepdims=True)
    loss = -np.sum(Y * np.log(p)) / 8
    top = (p - Y) / 8
    gB = h.T @ top
    low = (top @ B.T) * (h > 0)
    gA = X.T @ low
    gA += 0.01 * A
    gB += 0.01 * B
    A -= 0.1 * gA
    B -= 0.1 * gB
"""
CASES = {
    "the error, of two updates": (ROWS, "gap = p - Y", "gap = Y - p", "CP301"),
    "where a gradient begins": (ROWS, "gA = X.T @ low", "gA = -(X.T @ low)", "CP301"),
    "before a gradient begins": (ROWS, "low = back * (1 - h**2)", "low = -back * (1 - h**2)", "CP301"),
    "the formula of a slope": (XOR, "(h * (1 - h))", "(h * (h - 1))", "CP103"),
    "a mean among sums, no loss to tell": (ROWS, "gA = X.T @ low", "gA = X.T @ low / len(X)", "CP302"),
    "no weights on the way back": (ROWS, "back = gap @ B.T", "back = gap", "CP108"),
    "rows filled up with columns": (ONES, "top @ B.T", "top @ B.reshape(2, 4)", "CP204"),
    "before the ones are cut off": (ONES, "low = h * (1 - h) *", "low = h *", "CP108"),
    "a velocity that is taken away": (ONES, "+ 0.8 * moved_B", "- 0.8 * moved_B", "CP308"),
    "weights for a velocity": (ONES, "+ 0.8 * moved_A", "+ 0.8 * A", "CP308"),
    "a slope that is given nothing": (UNITS, "self.out * (1 - self.out)", "self.total * (1 - self.total)", "CP102"),
    "a question of its own": (CLASSES, "(h > 0)", "(h > 0.4)", "CP103"),
    "the penalty for its derivative": (CLASSES, "gB += 0.01 * B", "gB += 0.01 * np.sum(B**2)", "CP307"),
}


@pytest.mark.parametrize("name", CASES)
def test_a_slip_is_named_once_at_its_line(name):
    text, old, new, code = CASES[name]
    assert text.count(old) == 1
    wrong = text.replace(old, new)
    line = next(number for number, line in enumerate(wrong.split("\n"), 1) if new in line)
    assert [(found.code, found.line) for found in read(wrong, fixes=False).findings] == [(code, line)]


@pytest.mark.parametrize("text", [ROWS, ONES, UNITS, XOR, CLASSES])
def test_without_a_slip_nothing_is_named(text):
    answer = read(text, fixes=False)
    assert (answer.verdict, answer.findings) == ("correct", ())


def test_units_that_start_as_zeros_are_alike_and_nothing_else_is_said():
    wrong = XOR.replace("np.random.rand(2, 3), np.random.rand(3, 1)", "np.zeros((2, 3)), np.zeros((3, 1))")
    assert [found.code for found in read(wrong, fixes=False).findings] == ["CP401"]


def test_what_is_never_set_back_is_added_where_it_is_kept():
    wrong = XOR.replace("for turn", "kept = 0\nfor turn").replace(
        "    B += h.T @ top", "    kept = kept + h.T @ top\n    B += kept"
    )
    wrong = wrong.replace("    A += X.T @ low\n", "")
    line = next(number for number, line in enumerate(wrong.split("\n"), 1) if "kept + h.T" in line)
    assert [(found.code, found.line) for found in read(wrong, fixes=False).findings if found.code == "CP207"] == [
        ("CP207", line)
    ]
