"""The recording ends when enough has been recorded, whatever the script does, and not before."""

import numpy as np
import pytest

from tests.read.tape.runs import recorded

PLAIN = """
import random
random.seed(1)
w = [random.gauss(0, 1) for _ in range(20)]
b = 0.0
for epoch in range(10 ** 9):
    z = b
    for i in range(20):
        z += w[i] * 0.1
    for i in range(20):
        w[i] -= 0.01 * (z - 1.0) * 0.1
    b -= 0.01 * (z - 1.0)
"""
LARGE = """
import numpy as np
np.random.seed(1)
X = np.random.rand(2000, 300)
y = np.random.rand(2000, 10)
W1 = np.random.randn(300, 200) * 0.01
W2 = np.random.randn(200, 10) * 0.01
for epoch in range(10 ** 9):
    h = np.tanh(X @ W1)
    e = h @ W2 - y
    dh = (e @ W2.T) * (1 - h ** 2)
    W2 -= 0.0001 * h.T @ e
    W1 -= 0.0001 * X.T @ dh
"""
LONG_UPDATE = """
w = [0.1] * 100
rows = [[0.01 * ((i * j) % 7) for i in range(100)] for j in range(250)]
while True:
    g = [0.0] * 100
    for row in rows:
        z = 0.0
        for i in range(100):
            z = z + w[i] * row[i]
        e = z - 1.0
        for i in range(100):
            g[i] = g[i] + e * row[i]
    for i in range(100):
        w[i] = w[i] - 0.0001 * g[i]
"""
HANDLER = """
import contextlib
w = 1.0
while True:
    try:
        w -= 0.1 * w
        w = w - 0.1 * w
    except:
        pass
    finally:
        if w > 5:
            continue
    with contextlib.suppress(BaseException):
        w *= 0.999
    try:
        w -= 0.01 * (w - 3)
    except BaseException as problem:
        w = 3.0
"""
HANDLER_IN_FOR = """
w = 1.0
for i in range(10 ** 7):
    try:
        w -= 0.1 * w
    except:
        pass
"""
NUMBERS_OF_NOBODY = "n = 0\nwhile True:\n    n = (n * 3 + 1) % 17\n"
SIMULATED = """
import math
x, v, xs = 1.0, 0.0, []
for i in range(3000):
    v = v - 0.01 * x
    x = x + 0.01 * v
    xs.append(x)
w = 0.5
while True:
    for i in range(0, 3000, 10):
        w -= 0.01 * (w * xs[i] - 1.0) * xs[i]
"""
RUNNING_SUM = """
w, total = 0.5, 0.0
for i in range(50000):
    total += w * 0.1
for i in range(100000):
    w -= 0.01 * (w - total * 0.001)
"""


@pytest.mark.parametrize(
    "text", [PLAIN, LARGE, LONG_UPDATE, HANDLER, SIMULATED, RUNNING_SUM, HANDLER_IN_FOR], ids=range(7)
)
def test_it_stops_when_every_parameter_was_updated(text):
    tape = recorded(text)[0]
    assert tape.ended == "enough recorded"
    assert tape.error == ""
    last = {place[0]: node for place, node in tape.places if place[0] in ("w", "W1", "W2", "b")}
    assert last
    for name, node in last.items():
        assert updates(tape, node) >= 3, name


def updates(tape, node):
    """How many nodes of the same place led to this one."""
    found, wanted, seen = 0, [node], set()
    while wanted:
        at = wanted.pop()
        if at in seen:
            continue
        seen.add(at)
        found += tape.sites[at] == tape.sites[node]
        wanted += [o for o in tape.operands(at) if np.shape(tape.values[o]) == np.shape(tape.values[node])]
    return found - 1


def test_a_loop_without_numbers_ends_too():
    tape = recorded(NUMBERS_OF_NOBODY, seconds=0.2)[0]
    assert tape.ended == "limit"


def test_the_bytes_of_a_tape_are_limited():
    tape = recorded(LARGE, bytes=50 << 20, seconds=60)[0]
    assert tape.ended == "limit"
    assert sum(np.asarray(value).nbytes for value in tape.values if np.asarray(value).nbytes < 1 << 20) < 60 << 20


def test_large_arrays_are_kept_by_reference_until_they_are_written():
    text = "import numpy as np\nX = np.ones((1000, 500))\nZ = X * 2.0\nX[0, 0] = 5.0\nY = X + Z\n"
    tape = recorded(text)[0]
    first = tape.ops.index("leaf")
    assert tape.values[first][0, 0] == 1.0
    assert tape.values[tape.ops.index("write")][0, 0] == 5.0
