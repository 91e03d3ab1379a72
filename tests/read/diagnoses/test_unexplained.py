"""What no single mistake explains is still wrong where all that lies above it is right."""

from clearprop.read.reader import read

TWO_MISTAKES = """\
import numpy as np
X = np.array([[0.0, 0], [0, 1], [1, 0], [1, 1]])
y = np.array([[0.0], [1], [1], [0]])
rng = np.random.default_rng(1)
w1, w2 = rng.random((2, 2)), rng.random((2, 1))
for turn in range(50):
    h = 1 / (1 + np.exp(-X.dot(w1)))
    o = 1 / (1 + np.exp(-h.dot(w2)))
    e = y - o
    w2 += h.T.dot(e * o * (1 - o)) * 0.1
    w1 += X.T.dot(e.dot(w2.T) * h * (1 - h)) * 0.1
"""


def test_a_layer_with_two_mistakes_below_one_that_is_right():
    reading = read(TWO_MISTAKES, fixes=False)
    assert reading.verdict == "wrong"
    (finding,) = reading.findings
    assert (finding.code, finding.layer) == ("CP900", 1)
    assert finding.line in (10, 11)  # w2 is updated before the error goes through it, without its slope


def test_without_a_slope_above_nothing_is_known():
    text = TWO_MISTAKES.replace("e * o * (1 - o)", "e * o * o")
    assert read(text, fixes=False).verdict == "unread"
