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
