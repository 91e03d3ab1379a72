"""The mean size of the errors is printed by many who descend their squares: that is no mismatch."""

from clearprop.read.reader import read

TEXT = """
import numpy as np
chance = np.random.default_rng(2)
x, y = chance.normal(size=(6, 3)), chance.uniform(size=(6, 2))
first, second = chance.normal(size=(3, 4)), chance.normal(size=(4, 2))
seen = []
for turn in range(20):
    middle = np.tanh(x @ first)
    out = np.tanh(middle @ second)
    miss = y - out
    seen.append(np.mean(np.abs(miss)))
    back = miss * (1 - out**2)
    below = back @ second.T * (1 - middle**2)
    second += 0.1 * middle.T @ back
    first += 0.1 * x.T @ below
"""


def test_sizes_of_errors_are_a_remark():
    reading = read(TEXT, fixes=False)
    assert (reading.verdict, reading.findings) == ("correct", ())
    assert any(remark.name == "printed-loss-differs" for remark in reading.remarks)
