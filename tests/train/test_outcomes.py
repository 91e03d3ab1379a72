"""What targets mean, and what predictions are worth."""

import numpy as np
import pytest
from sklearn.metrics import r2_score

from clearprop.train.outcomes import Outcome, encode


@pytest.mark.parametrize(
    ("targets", "outputs", "loss", "kind"),
    [
        ([0, 2, 1], 3, "cross_entropy", "classes"),
        ([0.0, 2.0, 1.0], 3, "half_squared_error", "classes"),
        ([[1, 0], [0, 1]], 2, "half_squared_error", "classes"),
        ([[0.01, 0.99]], 2, "half_squared_error", "numbers"),
        ([[1.5, 2.0], [0, 1]], 2, "half_squared_error", "numbers"),
        ([0.5, 1.5], 1, "half_squared_error", "numbers"),
        ([3, 7, 12], 1, "half_squared_error", "numbers"),
        ([0, 1, 1], 1, "half_squared_error", "binary"),
        ([True, False], 1, "half_squared_error", "binary"),
        ([0.0, 1.0], 1, "half_squared_error", "numbers"),
        ([0.0, 1.0], 1, "binary_cross_entropy", "binary"),
        ([[1, 1, 0], [0, 0, 0]], 3, "binary_cross_entropy", "labels"),
        ([-1, 1], 1, "hinge", "binary"),
    ],
)
def test_kinds(targets: object, outputs: int, loss: str, kind: str) -> None:
    rows, outcome = encode(targets, outputs, loss, loss != "half_squared_error")
    assert outcome.kind == kind
    assert rows.shape == (len(targets), outputs)  # type: ignore[arg-type]


def test_class_numbers_become_one_hot_rows_and_come_back() -> None:
    rows, outcome = encode([2, 0, 1, 1], 3, "cross_entropy", True)
    np.testing.assert_array_equal(rows, np.eye(3)[[2, 0, 1, 1]])
    assert outcome.decide(rows).tolist() == [2, 0, 1, 1]
    assert outcome.score(np.eye(3)[[2, 0, 1, 0]], rows) == 0.75


def test_several_yes_or_no_are_scored_one_by_one() -> None:
    rows, outcome = encode([[1, 1, 0], [0, 0, 0]], 3, "binary_cross_entropy", True)
    assert outcome.decide(np.array([[0.9, 0.2, 0.1]])).tolist() == [[1, 0, 0]]
    assert outcome.score(np.array([[0.9, 0.2, 0.1], [0.1, 0.1, 0.1]]), rows) == pytest.approx(5 / 6)


def test_numbers_come_back_as_they_were_given() -> None:
    assert Outcome("numbers", flat=True).decide(np.ones((4, 1))).shape == (4,)
    assert Outcome("numbers").decide(np.ones((4, 1))).shape == (4, 1)


def test_r_squared_is_scikit_learns() -> None:
    generator = np.random.default_rng(0)
    y, y_hat = generator.normal(size=(7, 2)), generator.normal(size=(7, 2))
    assert Outcome("numbers").score(y_hat, y) == pytest.approx(r2_score(y, y_hat))
    constant = np.full((4, 1), 2.0)
    assert Outcome("numbers").score(constant, constant) == 1.0
    assert Outcome("numbers").score(constant + 1, constant) == 0.0


@pytest.mark.parametrize(
    ("targets", "outputs", "says"),
    [
        (["a", "b"], 2, "give texts as class numbers"),
        ([0, 3], 3, "class 3 for a network of 3 outputs: expected class numbers from 0 to 2"),
        ([-1, 0], 3, "class -1"),
        ([0.5, np.nan], 1, "NaN or infinity"),
        ([0.5, 1.5], 3, r"shape \[2\]; expected \[2, 3\], or whole class numbers \[2\]"),
        ([[1.0, 2.0]], 3, r"shape \[1, 2\]; expected \[1, 3\]"),
        (0.5, 1, r"shape \[\]"),
    ],
)
def test_what_does_not_fit(targets: object, outputs: int, says: str) -> None:
    with pytest.raises(ValueError, match=says):
        encode(targets, outputs, "half_squared_error", False)
