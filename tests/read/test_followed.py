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
