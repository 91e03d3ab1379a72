"""Class weights: what they are, what they do to a training, and what does not fit."""

import numpy as np
import pytest
from sklearn.linear_model import LogisticRegression
from sklearn.utils.class_weight import compute_class_weight

from clearprop.network import Network
from clearprop.nn import SGD, Momentum
from clearprop.train.class_weights import class_weights
from clearprop.train.outcomes import encode

GENERATOR = np.random.default_rng(0)
LABELS = np.array([0] * 30 + [1] * 5 + [2] * 15)
X = GENERATOR.normal(size=(50, 3)) + LABELS[:, None] * [1.0, 0.5, 0.0]


def weights_for(choice: object, labels: np.ndarray, outputs: int, loss: str = "cross_entropy") -> tuple[float, ...]:
    y, outcome = encode(labels, outputs, loss, True)
    return class_weights(choice, y, outcome)  # type: ignore[arg-type]


@pytest.mark.parametrize("loss", ["cross_entropy", "hinge"])
def test_balanced_is_scikit_learns(loss: str) -> None:
    expected = compute_class_weight("balanced", classes=np.arange(3), y=LABELS)
    assert weights_for("balanced", LABELS, 3, loss) == pytest.approx(expected)
    assert np.mean(expected[LABELS]) == pytest.approx(1)
    yes = (LABELS == 1).astype(int)
    expected = compute_class_weight("balanced", classes=np.arange(2), y=yes)
    assert weights_for("balanced", yes, 1, "binary_cross_entropy") == pytest.approx(expected)
    assert weights_for("balanced", np.where(yes == 1, 1, -1), 1, "hinge") == pytest.approx(expected)


def test_a_class_without_rows() -> None:
    assert weights_for("balanced", LABELS, 4) == pytest.approx((*weights_for("balanced", LABELS, 3), 1.0))


def test_mappings_and_sequences() -> None:
    assert weights_for({1: 5}, LABELS, 3) == (1.0, 5.0, 1.0)
    assert weights_for([0, 2, 0.5], LABELS, 3) == (0.0, 2.0, 0.5)
    assert weights_for({-1: 3.0}, np.where(LABELS == 1, 1, -1), 1, "hinge") == (3.0, 1.0)


@pytest.mark.parametrize(
    ("choice", "says"),
    [
        ("even", "class_weight='even': expected 'balanced'"),
        ({3: 2.0}, "class_weight has the class 3; the classes are 0, 1, 2"),
        ([1.0, 2.0], "class_weight has 2 numbers; expected one for each of 3 classes"),
        ([1.0, -2.0, 1.0], "expected numbers of at least 0"),
        ([0.0, 0.0, 0.0], "expected numbers of at least 0, and more for a class that occurs"),
        ([1.0, float("nan"), 1.0], "expected numbers of at least 0"),
    ],
)
def test_what_does_not_fit(choice: object, says: str) -> None:
    with pytest.raises(ValueError, match=says):
        Network([3, 3], output="softmax").fit(X, LABELS, epochs=1, class_weight=choice)  # type: ignore[arg-type]


def test_numbers_have_no_classes() -> None:
    with pytest.raises(ValueError, match="these targets are numbers; expected one class for each row"):
        Network([3, 1]).fit(X, X[:, 0], epochs=1, class_weight="balanced")


def test_a_weight_is_as_many_copies_of_the_row() -> None:
    """All rows in a batch: weight 3 for class 1 is three copies of its rows, but for the number of rows in the mean."""
    copies = np.concatenate([np.arange(50), np.repeat(np.flatnonzero(LABELS == 1), 2)])
    weighted, copied = (Network([3, 4, 3], activation="tanh", output="softmax", seed=1) for _ in range(2))
    weighted.fit(X, LABELS, epochs=20, batch_size=None, optimizer=SGD(0.1), class_weight={1: 3})
    copied.fit(X[copies], LABELS[copies], epochs=20, batch_size=None, optimizer=SGD(0.1 * len(copies) / 50))
    for name in weighted.parameters:
        np.testing.assert_allclose(weighted.parameters[name], copied.parameters[name], rtol=1e-10, atol=1e-13)


@pytest.mark.parametrize("outputs", [1, 2])
def test_balanced_logistic_regression_is_scikit_learns(outputs: int) -> None:
    y = (LABELS == 1).astype(int)
    theirs = LogisticRegression(C=1e9, tol=1e-10, max_iter=10_000, class_weight="balanced").fit(X, y)
    network = Network([3, outputs], output="softmax" if outputs == 2 else "sigmoid", init="zeros")
    network.fit(X, y, epochs=6000, batch_size=None, optimizer=Momentum(0.3), class_weight="balanced")
    p = network.predict_proba(X)[:, -1]
    np.testing.assert_allclose(p, theirs.predict_proba(X)[:, 1], atol=1e-3)
    plain = Network([3, 1], output="sigmoid", init="zeros")
    plain.fit(X, y, epochs=6000, batch_size=None, optimizer=Momentum(0.3))
    assert (p > 0.5).sum() > 2 * (plain.predict(X) == 1).sum()


def test_single_rows_are_weighted_too() -> None:
    """With batches of one row the weight scales its step: it is not divided out again."""
    network, heavy = (Network([3, 3], output="softmax", seed=1) for _ in range(2))
    start = network.parameters["W1"].copy()
    row, label = X[30:31], LABELS[30:31]
    network.fit(row, label, epochs=1, batch_size=1, optimizer=SGD(0.1))
    heavy.fit(row, label, epochs=1, batch_size=1, optimizer=SGD(0.1), class_weight=[1, 7, 1])
    np.testing.assert_allclose(heavy.parameters["W1"] - start, 7 * (network.parameters["W1"] - start), rtol=1e-10)


def test_the_history_is_of_the_weighted_loss() -> None:
    network = Network([3, 4, 3], output="softmax", seed=1)
    p = network.predict_proba(X)
    weights = np.array([1.0, 3.0, 0.5])[LABELS]
    expected = np.mean(-weights * np.log(p[np.arange(50), LABELS]))
    record = network.fit(X, LABELS, epochs=1, batch_size=None, class_weight=[1, 3, 0.5], validation=(X, LABELS))[0]
    assert record.loss == pytest.approx(expected)
    p = network.predict_proba(X)
    assert record.validation_loss == pytest.approx(np.mean(-weights * np.log(p[np.arange(50), LABELS])))
    assert network.evaluate(X, LABELS)["loss"] == pytest.approx(np.mean(-np.log(p[np.arange(50), LABELS])))
