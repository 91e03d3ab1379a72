"""Short programs whose gradients are single numbers, or belong to one row: the code and the line of one slip."""

import pytest

from clearprop.read.reader import read

ROW = """\
import numpy as np

draw = np.random.RandomState(8)
X, Y = draw.randn(5, 2), np.array([0, 1, 1, 0, 1])
W, b, V, c = draw.randn(4, 2), draw.randn(4), draw.randn(1, 4), draw.randn(1)


def squash(z):
    return 1 / (1 + np.exp(-z))


def bend(z):
    return squash(z) * (1 - squash(z))


for turn in range(9):
    for x, y in zip(X, Y):
        z = W @ x + b
        h = squash(z)
        top = V @ h + c
        p = squash(top)
        cost = (p - y) ** 2
        gap = 2 * (p - y)
        send = gap * bend(top)
        back = send @ V
        low = back * bend(z)
        V -= 0.1 * np.outer(send, h)
        c -= 0.1 * send
        W -= 0.1 * np.outer(low, x)
        b -= 0.1 * low
"""
LINE = """\
import numpy as np

X = np.array([1.0, 2.0, 4.0, 7.0])
Y = 100 * X + 5
w, b = 0.0, 0.0
for turn in range(9):
    gw = gb = 0.0
    for x, y in zip(X, Y):
        gw += -2 * x * (y - (w * x + b)) * (1 / len(X))
        gb += -2 * (y - (w * x + b)) * (1 / len(X))
    w = w - 0.01 * gw
    b = b - 0.01 * gb
"""
CURVE = """\
import numpy as np

draw = np.random.RandomState(8)
X, Y = draw.randn(7), draw.rand(7)
a, b, c = draw.randn(3)
for turn in range(9):
    p = a + b * X + c * X**2
    cost = np.square(p - Y).sum()
    gap = 2.0 * (p - Y)
    ga = gap.sum()
    gb = (gap * X).sum()
    gc = (gap * X**2).sum()
    a -= 0.001 * ga
    b -= 0.001 * gb
    c -= 0.001 * gc
"""
TRUTHS = """\
import numpy as np

draw = np.random.RandomState(8)
X, Y = draw.randn(6, 3), np.eye(2)[[0, 1, 1, 0, 1, 0]] > 0
W, V = draw.randn(3, 4), draw.randn(4, 2)
for turn in range(9):
    h = 1 / (1 + np.exp(-(X @ W)))
    p = 1 / (1 + np.exp(-(h @ V)))
    top = (p - Y) * p * (1 - p)
    V -= 0.1 * h.T @ top
    low = (top @ V.T) * h * (1 - h)
    W -= 0.1 * X.T @ low
"""


def changed(text: str, old: str, new: str) -> str:
    assert text.count(old) == 1
    return text.replace(old, new)


def line_of(text: str, piece: str) -> int:
    return next(number for number, line in enumerate(text.split("\n"), 1) if piece in line)


CASES = {
    "another loss for the layer below": (changed(ROW, "back = send @ V", "back = gap @ V"), "CP107", "back = gap"),
    "a sign in a running sum": (changed(LINE, "gb += -2", "gb += 2"), "CP301", "gb += 2"),
    "a mean beside sums": (changed(CURVE, "ga = gap.sum()", "ga = gap.mean()"), "CP302", "ga = gap.mean()"),
    "targets that are true or false": (TRUTHS, "CP205", "V -= 0.1"),
}


@pytest.mark.parametrize("name", CASES)
def test_the_slip_is_named_once_at_its_line(name):
    text, code, piece = CASES[name]
    reading = read(text, fixes=False)
    assert [(each.code, each.line) for each in reading.findings] == [(code, line_of(text, piece))], reading


@pytest.mark.parametrize("text", [ROW, LINE, CURVE])
def test_without_it_all_is_right(text):
    reading = read(text, fixes=False)
    assert reading.verdict == "correct" and not reading.findings, reading
