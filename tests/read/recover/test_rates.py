"""A rate of its own for some parameters is understood where it is written as one; a factor beside the rate is not."""

import pytest

from clearprop.read.reader import read

LINE = """\
import numpy as np
rng = np.random.default_rng(4)
X = rng.normal(size=(9, 2))
y = X @ [[1.0], [-2.0]] + 0.5
w, b = rng.normal(size=(2, 1)), np.zeros(1)
rate, own = 0.05, 0.1
for turn in range(40):
    miss = X @ w + b - y
    w -= rate * (X.T @ miss / 9)
    b -= {step}
"""


MEAN = "miss.mean(axis=0)"


@pytest.mark.parametrize(
    ("step", "codes"),
    [
        (f"own * {MEAN}", []),
        (f"0.1 * {MEAN}", []),
        (f"rate * (2 * {MEAN})", ["CP302"]),
        (f"9 * rate * {MEAN}", ["CP302"]),
    ],
)
def test_a_doubled_rate_is_right_where_it_stands_alone(step, codes):
    assert [found.code for found in read(LINE.replace("{step}", step), fixes=False).findings] == codes


COLUMNS = """\
import numpy as np
rng = np.random.default_rng(8)
X, Y = rng.normal(size=(3, 9)), rng.normal(size=(2, 9))
V, c = rng.normal(size=(2, 3)), np.zeros((2, 1))
m = X.shape[1]
for turn in range(40):
    miss = V @ X + c - Y
    V -= 0.1 * ((1 / m) * (miss @ X.T))
    c -= 0.1 * ({mean} * miss.sum(axis=1, keepdims=True))
"""


@pytest.mark.parametrize(("mean", "codes"), [("(1 / m)", []), ("1.0", ["CP302"]), ("0.3", [])])
def test_rows_that_lie_in_columns_are_counted_as_rows(mean, codes):
    assert [found.code for found in read(COLUMNS.replace("{mean}", mean), fixes=False).findings] == codes
