"""What is said of scripts in which nothing is trained by code of their own."""

import pytest

from clearprop.read.reader import read

ENDLESS = """\
w = 1.0
while True:
    x = w * 0.5 + 0.25
"""
FITTED = """\
from sklearn.datasets import load_iris
from sklearn.neural_network import MLPClassifier
X, y = load_iris(return_X_y=True)
MLPClassifier().fit(X, y)
"""


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (ENDLESS, "Nothing in it trains."),
        ("w = 1.0\nfor i in range(2):\n    w -= 0.1 * (w * 2.0 - 1.0)\n" + ENDLESS, "In its first 60"),
        ("print(1 + 1)\n", "Nothing in it trains."),
        ("def q(z, k):\n    z -= 0.1 * k\n    return z\n", "It trains nothing by itself, and what the arguments"),
        (FITTED, "Nothing in it trains; its gradients are those of scikit-learn; what is read here is code that"),
    ],
)
def test_a_script_that_computes_no_gradient_is_told_why(text, reason):
    reading = read(text)
    assert reading.verdict == "unread"
    assert reading.reason.startswith(reason)


SATURATED = """\
import numpy as np
X = np.random.RandomState(0).uniform(0, 2500, (30, 4))
y = (X[:, 0] > 1200) * 1
w = np.zeros(4)
for i in range(10):
    p = 1 / (1 + np.exp(-(X[y > -1] @ w)))
    w -= 0.01 * X.T @ (p - y) / 30
"""


def test_nothing_is_told_of_predictions_that_are_exactly_nought_or_one():
    reading = read(SATURATED)
    assert reading.verdict == "unread"
    assert reading.reason.startswith("Its predictions become exactly 0 or 1")


SATURATED_BY_A_MISTAKE = """\
import numpy as np
np.random.seed(2)
X = np.array([[0, 0, 1], [1, 1, 1], [1, 0, 1], [0, 1, 1], [1, 1, 0]])
y = np.array([[0, 1, 1, 0, 1]]).T
w = 1 + np.random.random((3, 1))
for i in range(100):
    z = np.dot(X, w)
    a = 1 / (1 + np.exp(-z))
    w += np.dot(X.T, (y - a) * (z * (1 - z)))
"""


def test_a_network_that_its_mistake_saturates_is_read_at_smaller_numbers():
    reading = read(SATURATED_BY_A_MISTAKE, fixes=False)
    assert [(each.code, each.line) for each in reading.findings] == [("CP102", 9)]


ACCENTS = """\
import numpy as np
X, y, w = np.array([[1.0, 2.0], [2.0, 0.3], [0.1, 0.7]]), np.array([1.0, 0.0, 2.0]), np.array([0.5, 1.0])
for época in range(20):
    w -= 0.1 * X.T @ (X @ w - y)
    print(f"época {época}: peso é {w}")
    print(f"模型{época}")
"""


def test_letters_of_several_bytes_may_stand_in_formatted_texts():
    assert read(ACCENTS, fixes=False).verdict == "correct"


GATE = """\
import numpy as np
x = np.array([[0.5, 0.2], [0.1, 0.9], [0.8, 0.7], [0.9, 0.3]])
y = [-1, -1, 1, 1]
a, b, c = 0, 0, 0
for turn in range(12):
    for i in range(4):
        if a * x[i][0] + b * x[i][1] + c >= 0:
            said = 1
        else:
            said = -1
        if said != y[i]:
            a += y[i] * x[i][0]
            b += y[i] * x[i][1]
            c += y[i]
"""
MARGIN = """\
import numpy as np
def learn(X, Y):
    w, b = np.zeros(X.shape[1]), 0.0
    for turn in range(30):
        for x, y in zip(X, Y):
            if y * (w @ x + b) > 0:
                continue
            w = w + y * x
            b = b + y
    return w, b
chance = np.random.RandomState(0)
X = chance.normal(size=(400, 3))
learn(X, np.sign(X[:, 0] + 0.3 * chance.normal(size=400)))
"""


@pytest.mark.parametrize(("text", "line", "update"), [(GATE, 7, 12), (MARGIN, 6, 8)], ids=["branch", "continue"])
def test_a_rule_that_a_comparison_decides_is_no_descent(text, line, update):
    reading = read(text)
    assert reading.verdict == "not-gradient-descent"
    assert f"only compared (line {line}), which decides whether data are added (line {update})" in reading.reason


COUNTED = """\
import random
random.seed(1)
total, rounds = 0.0, 0
while total * 2.0 < 30.0:
    total += random.random()
    rounds += 1
"""


SEARCHED = """\
import random
random.seed(0)
here, least, scale = 0.5, 9e9, 1.7
for i in range(300):
    there = here + random.uniform(-0.1, 0.1) * scale
    if (there * scale - 2.0) ** 2 < least:
        least = (there * scale - 2.0) ** 2
        here = there
"""


DEFINED = MARGIN[: MARGIN.index("chance =")]


def test_such_a_rule_is_found_in_a_function_that_is_driven():
    reading = read(DEFINED)
    assert reading.verdict == "not-gradient-descent"
    assert [remark.name for remark in reading.remarks] == ["driven"]


@pytest.mark.parametrize("text", [COUNTED, SEARCHED])
def test_a_sum_that_is_compared_is_not_yet_such_a_rule(text):
    assert read(text).verdict == "unread"


UNKNOWN_SLOPE = """\
import numpy as np
chance = np.random.RandomState(2)
X, Y = chance.normal(size=(9, 3)), chance.normal(size=(9, 1))
w, b = chance.normal(size=(3, 1)), np.array([0.1])
for turn in range(8):
    p = X @ {} + b
    w = w - 0.1 * np.zeros((3, 1)) * (p - Y)[0]
    b = b - 0.1 * np.mean(p - Y)
"""


@pytest.mark.parametrize(
    ("made", "name"),
    [("np.i0(w)", "numpy.i0"), ("np.linalg.qr(w)[0]", "numpy.linalg.qr")],
)
def test_nothing_is_proved_through_an_operation_without_a_rule(made, name):
    reading = read(UNKNOWN_SLOPE.format(made))
    assert reading.verdict == "unread"
    assert reading.reason == f"The derivative of {name} (line 6) is not known here."
