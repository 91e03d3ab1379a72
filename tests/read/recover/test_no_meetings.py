"""Differences that are no meeting of a prediction and its target."""

from clearprop.read.reader import read

JACOBIAN = """\
import numpy as np
rng = np.random.default_rng(4)
X, T = rng.normal(size=(12, 4)), np.eye(3)[rng.integers(0, 3, 12)]
W = rng.normal(size=(4, 3))
for turn in range(40):
    q = np.exp(X @ W)
    P = q / q.sum(axis=1, keepdims=True)
    dP = 2 * (P - T)
    J = P[:, :, None] * (np.eye(3)[None] - P[:, None, :])
    W -= 0.1 * X.T @ np.einsum("ni,nij->nj", dP, J)
"""
LABELS = """\
import numpy as np
rng = np.random.default_rng(4)
X, labels = rng.normal(size=(12, 4)), rng.integers(0, 3, 12)
W = rng.normal(size=(4, 3))
one = 1
for turn in range(40):
    q = np.exp(X @ W)
    d = q / q.sum(axis=1, keepdims=True)
    d[range(12), labels] -= one
    W -= 0.1 * X.T @ d
"""


def test_the_unit_matrix_of_a_jacobian_is_no_target():
    reading = read(JACOBIAN, fixes=False)
    assert reading.verdict == "correct" and "squared_error" in reading.loss.name


def test_a_one_by_another_name_is_no_target():
    reading = read(LABELS, fixes=False)
    assert reading.verdict == "correct" and reading.loss.name == "cross_entropy"
