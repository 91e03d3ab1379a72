"""Where predictions meet targets in ways of writing that need a rule of their own."""

from tests.read.recover.scripts import fit_of

COLUMNS = """
import numpy as np
rng = np.random.default_rng(3)
W, b = rng.normal(size=(4, 3)) * 0.5, np.zeros((4, 1))
rows = [rng.normal(size=(3, 1)) for _ in range(6)]
for turn in range(30):
    x, label = rows[turn % 6], turn % 4
    a = W.dot(x) + b
    {error}
    W -= 0.1 * d.dot(x.T)
    b -= 0.1 * d
"""


def test_the_one_taken_from_an_element_of_a_column():
    assert fit_of(COLUMNS.format(error="d = np.copy(a); d[label] -= 1")).holds


def test_the_minus_one_written_into_noughts_that_are_added():
    assert fit_of(COLUMNS.format(error="t = np.zeros((4, 1)); t[label] = -1; d = a + t")).holds
