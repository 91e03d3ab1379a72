"""What was said, beside what was there."""

import numpy as np
import pytest

from clearprop.train.results import Classified, Confusion, Measured

FOUND = Classified(
    ("a", "b", "c"),
    actual=np.array([0, 0, 1, 1, 1, 2]),
    said=np.array([0, 1, 1, 0, 0, 2]),
    guessed=np.array([1, 1, 1, 1, 1, 1]),
    rows=np.array([7, 8, 9, 10, 11, 12]),
    sure=np.array([0.9, 0.6, 0.5, 0.7, 0.8, 1.0]),
)


def test_counts_and_the_guess():
    assert FOUND.counts.tolist() == [[1, 1, 0], [2, 1, 0], [0, 0, 1]]
    assert (FOUND.right, FOUND.guessed_right) == (3, 3)


def test_mistakes_begin_with_the_surest():
    assert FOUND.rows[FOUND.mistakes].tolist() == [11, 10, 8]
    assert FOUND.confusions(5) == [Confusion(1, 0, (11, 10)), Confusion(0, 1, (8,))]
    assert FOUND.confusions(1) == [Confusion(1, 0, (11, 10))]


def test_without_probabilities_mistakes_stay_in_order():
    plain = Classified(FOUND.classes, FOUND.actual, FOUND.said, FOUND.guessed, FOUND.rows)
    assert plain.rows[plain.mistakes].tolist() == [8, 10, 11]


def test_errors():
    found = Measured(np.array([1.0, 2, 6]), np.array([2.0, 2, 3]), np.array([3.0, 3, 3]), np.array([4, 5, 6]))
    assert found.left.tolist() == [-1, 0, 3] and found.mean_absolute == pytest.approx(4 / 3)
    assert found.root_mean_square == pytest.approx(np.sqrt(10 / 3)) and found.mean_absolute_guessed == pytest.approx(2)
    assert found.rows[found.largest(2)].tolist() == [6, 4]
