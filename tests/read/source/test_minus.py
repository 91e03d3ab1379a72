"""The minus at the head of an exponent is put in front of all of it: the same number, and z as it is called."""

import ast

import pytest

from clearprop.read.reader import read
from clearprop.read.source import parse_source

SCRIPT = """\
import numpy as np
rng = np.random.default_rng(0)
X = rng.normal(size=(5, 3)); y = (X[:, :1] > 0) * 1.0
W, b = rng.normal(size=(3, 1)), 0.2
for i in range(20):
    p = 1 / (1 + np.exp({exponent}))
    d = p - y
    W -= 0.1 * X.T @ d
    b -= 0.1 * d.sum()
"""


@pytest.mark.parametrize(
    ("written", "read_as"),
    [
        ("np.exp(-x @ w)", "np.exp(-(x @ w))"),
        ("math.exp(-w * x - b)", "math.exp(-(w * x + b))"),
        ("exp(-a * b / c)", "exp(-(a * b / c))"),
        ("np.exp(-2 * x)", "np.exp(-2 * x)"),
        ("np.exp(x - b)", "np.exp(x - b)"),
        ("np.log(-x * w)", "np.log(-x * w)"),
    ],
)
def test_the_exponent(written, read_as):
    assert ast.unparse(parse_source(written + "\n").tree).strip() == read_as


def test_the_activation_has_its_name_and_delta_its_sign():
    reading = read(SCRIPT.format(exponent="-X @ W - b"), fixes=False)
    assert [layer.activation for layer in reading.layers] == ["sigmoid"]
    (delta,) = [line for line in reading.lines if (line.line, line.role) == (7, "delta")]
    assert delta.relation.sign == 1
