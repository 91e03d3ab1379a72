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
BENT_AT_ONCE = ROWS.replace("    back = gap @ B.T\n", "").replace("low = back *", "low = (gap @ B.T) *")
MEANS = CLASSES.replace("top = (p - Y) / 8", "top = p - Y\n    top = top / 8")
LINE = """\
import numpy as np

x = np.linspace(0, 1, 9) ** 2
y = 3 * x + np.cos(7 * x)
w, b = 0.3, 0.1
for turn in range(12):
    p = w * x + b
    loss = sum((y - p) ** 2)
    gw = sum(-2 * x * (y - p))
    gb = sum(-2 * (y - p))
    w = w - 0.01 * gw
    b = b - 0.01 * gb
"""
DEEP = """\
import numpy as np


def bend(z):
    return 1 / (1 + np.exp(-z))


def slope(a):
    return a * (1 - a)


draw = np.random.RandomState(6)
X, Y = draw.randn(7, 3), draw.rand(7, 2)
A, B, C = draw.randn(3, 5), draw.randn(5, 4), draw.randn(4, 2)
for turn in range(9):
    h = bend(X @ A)
    k = bend(h @ B)
    p = bend(k @ C)
    gap = p - Y
    top = gap * slope(p)
    mid = (top @ C.T) * slope(k)
    low = (mid @ B.T) * slope(h)
    C -= 0.1 * k.T @ top
    B -= 0.1 * h.T @ mid
    A -= 0.1 * X.T @ low
"""
NUMBERS = """\
import math
import random

random.seed(2)
rows = [([0.2, 0.7, -0.4], 0.3), ([0.9, -0.1, 0.5], -0.2), ([-0.6, 0.3, 0.8], 0.6)]
w = [[random.uniform(-1, 1) for _ in range(3)] for _ in range(2)]
v = [random.uniform(-1, 1) for _ in range(2)]
for epoch in range(8):
    for x, y in rows:
        h = [math.tanh(sum(w[j][i] * x[i] for i in range(3))) for j in range(2)]
        miss = sum(v[j] * h[j] for j in range(2)) - y
        low = [miss * v[j] * (1 - h[j] ** 2) for j in range(2)]
        for j in range(2):
            slope = miss * h[j]
            v[j] -= 0.5 * slope
            for i in range(len(x)):
                slope = low[j] * x[i]
                w[j][i] -= 0.5 * slope
"""
SPELLED = """\
import math
import random


def bend(z):
    return 1 / (1 + math.exp(-z))


def slope(z):
    s = bend(z)
    return s * (1 - s)


random.seed(9)
rows = [(-0.7, 0.4, 0.9), (0.3, 0.8, 0.1), (0.6, -0.5, 0.7)]
a, b, c, d, e, f = [random.uniform(-1, 1) for _ in range(6)]
for turn in range(8):
    for x, y, t in rows:
        m, n = a * x + b * y, c * x + d * y
        g, h = bend(m), bend(n)
        o = e * g + f * h
        miss = bend(o) - t
        de = miss * g * slope(o)
        df = miss * h * slope(o)
        to_g = e * slope(o)
        to_h = f * slope(o)
        da = miss * to_g * x * slope(m)
        db = miss * to_g * y * slope(m)
        dc = miss * to_h * x * slope(n)
        dd = miss * to_h * y * slope(n)
        a -= 0.3 * da
        b -= 0.3 * db
        c -= 0.3 * dc
        d -= 0.3 * dd
        e -= 0.3 * de
        f -= 0.3 * df
"""
LISTED = """\
xs = [0.1, 0.4, 0.5, 0.8, 1.2]
ys = [0.3, 0.9, 0.8, 1.7, 2.4]
w, b = 0.4, 0.1
for turn in range(12):
    guesses = [b + w * xs[i] for i in range(5)]
    gb = sum([guesses[i] - ys[i] for i in range(5)]) / 5
    gw = sum([(guesses[i] - ys[i]) * xs[i] for i in range(5)]) / 5
    b -= 0.2 * gb
    w -= 0.2 * gw
"""
NARROW = ROWS.replace("draw.randn(7, 3)", "draw.randn(7, 1)").replace("draw.randn(3, 4)", "draw.randn(1, 4)")
CASES = {
    "one statement of several": (SPELLED, "dc = miss * to_h * x * slope(n)", "dc = miss * to_h * x", "CP101"),
    "a slope on one way": (SPELLED, "to_g = e * slope(o)", "to_g = e * slope(bend(o))", "CP102"),
    "what went into another weight": (SPELLED, "df = miss * h * slope(o)", "df = miss * (g) * slope(o)", "CP203"),
    "plain numbers without their input": (LISTED, "(guesses[i] - ys[i]) * xs[i]", "(guesses[i] - ys[i])", "CP108"),
    "plain numbers of four rows": (
        LISTED,
        "* xs[i] for i in range(5)]) / 5",
        "* xs[i] for i in range(4)]) / 5",
        "CP206",
    ),
    "another's gradient, turned": (NARROW, "B -= 0.05 * gB", "B -= 0.05 * gA.T", "CP306"),
    "an input twice": (ROWS, "gB = h.T @ gap", "gB = (h**2).T @ gap", "CP108"),
    "a gradient without its input": (LINE, "sum(-2 * x * (y - p))", "sum((y - p) * -2)", "CP108"),
    "half of what the loss says": (LINE, "sum(-2 * (y - p))", "sum(-(y - p))", "CP302"),
    "twice a rate of a half": (NUMBERS, "v[j] -= 0.5 * slope", "v[j] -= 0.5 * 2 * slope", "CP302"),
    "a true error once more": (CLASSES, "top = (p - Y) / 8", "top = (p - Y) * p / 8", "CP108"),
    "turned where it is divided": (MEANS, "top = top / 8", "top = top / -8", "CP301"),
    "where the gradient is positive": (CLASSES, "(top @ B.T) * (h > 0)", "np.maximum(top @ B.T, 0)", "CP103"),
    "the mean of a gradient": (ROWS, "B -= 0.05 * gB", "B -= 0.05 * gB.mean()", "CP306"),
    "no weights where it bends": (BENT_AT_ONCE, "(gap @ B.T) *", "gap *", "CP108"),
    "another loss below the last of three": (DEEP, "top @ C.T", "gap @ C.T", "CP107"),
    "its argument for a slope": (DEEP, "return a * (1 - a)", "return (a)", "CP108"),
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


@pytest.mark.parametrize(
    "text", [ROWS, ONES, UNITS, XOR, CLASSES, BENT_AT_ONCE, MEANS, LINE, DEEP, NUMBERS, SPELLED, LISTED, NARROW]
)
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


def test_the_part_of_a_layer_that_never_changes_is_told_by_its_name():
    wrong = NUMBERS.replace("range(len(x))", "range(len(x) - 1)")
    (found,) = read(wrong, fixes=False).findings
    assert (found.code, found.quantity) == ("CP305", "Δw[*][2]")
