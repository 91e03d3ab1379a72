"""How many rows a step takes together."""

from clearprop.read.recover.rows import rows_at
from tests.read.recover.scripts import run_of

TWICE = """
import numpy as np
xs, ys = np.array([1.0, 2.5, 3.0, 4.5]), np.array([2.0, 3.0, 5.0, 6.0])
w, b = 0.3, 0.1
for turn in range(12):
    dw = db = 0.0
    for x, y in zip(xs, ys):
        dw += x * ((w * x + b) - y)
        db += (w * x + b) - y
    w = w - 0.01 * dw
    b = b - 0.01 * db
"""


def test_a_prediction_that_is_written_down_twice_is_of_one_row():
    run = run_of(TWICE)
    assert rows_at(run, run.steps[0]) == 4
