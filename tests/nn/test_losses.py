"""Losses: by name or a user's function; those that belong to an output are computed from the logits."""

import numpy as np
import pytest

from clearprop.network import Network
from clearprop.nn import losses

X = np.random.default_rng(5).normal(size=(5, 3))
LABELS = np.array([0, 1, 1, 0, 1])
ROWS = np.array([[1.0, 0.0], [0.0, 1.0], [0.0, 1.0], [1.0, 0.0], [0.0, 1.0]])


def losses_by_hand(y_hat: np.ndarray, y: np.ndarray) -> dict[str, float]:
    d = y_hat - y
    return {
        "half_squared_error": np.mean(np.sum(d**2, axis=1)) / 2,
        "squared_error": np.mean(np.sum(d**2, axis=1)),
        "mean_squared_error": np.mean(d**2),
        "absolute_error": np.mean(np.sum(np.abs(d), axis=1)),
        "huber": np.mean(np.sum(np.where(abs(d) < 1, d**2 / 2, abs(d) - 0.5), axis=1)),
    }


@pytest.mark.parametrize(
    "name", ["half_squared_error", "squared_error", "mean_squared_error", "absolute_error", "huber"]
)
def test_by_hand(name: str) -> None:
    y = np.random.default_rng(7).normal(size=(5, 2))
    network = Network([3, 2], loss=name)
    assert network.evaluate(X, y)["loss"] == pytest.approx(losses_by_hand(network.predict_proba(X), y)[name], rel=1e-13)


def test_cross_entropy_takes_class_numbers_and_rows() -> None:
    network = Network([3, 4, 2], output="softmax")
    by_hand = -np.mean(np.log(network.predict_proba(X)[np.arange(5), LABELS]))
    for targets in (LABELS, LABELS[:, None], LABELS.astype(float), ROWS, ROWS.astype(int), LABELS.astype(bool)):
        assert network.evaluate(X, targets)["loss"] == pytest.approx(by_hand, rel=1e-12)
    soft = 0.8 * ROWS + 0.1
    expected = -np.mean(np.sum(soft * np.log(network.predict_proba(X)), axis=1))
    assert network.evaluate(X, soft)["loss"] == pytest.approx(expected, rel=1e-12)


def test_binary_cross_entropy_takes_zeros_and_ones() -> None:
    network = Network([3, 4, 1], output="sigmoid")
    p = network.predict_proba(X)[:, 0]
    by_hand = -np.mean(np.where(LABELS == 1, np.log(p), np.log(1 - p)))
    for targets in (LABELS, LABELS.astype(float), LABELS[:, None], LABELS.astype(bool)):
        found = network.evaluate(X, targets)
        assert found["loss"] == pytest.approx(by_hand, rel=1e-12)
        assert found["accuracy"] == np.mean((p > 0.5) == (LABELS == 1))


@pytest.mark.parametrize(
    ("outputs", "output", "loss"), [(2, "softmax", "cross_entropy"), (1, "sigmoid", "binary_cross_entropy")]
)
def test_from_logits_it_stays_finite_where_the_output_saturates(outputs: int, output: str, loss: str) -> None:
    network = Network([3, outputs], output=output, loss=loss)
    network.parameters["W1"] = np.full((3, outputs), 1e4) * np.arange(1, outputs + 1)
    found = network.evaluate(np.ones((1, 3)), [0])
    assert np.isfinite(found["loss"]) and found["loss"] > 1e4
    program = network.step_program(5)
    assert f"{loss}_with_logits" in [equation.op.name for equation in program.equations]


def test_y_hat_stays_visible_and_the_gradient_is_its_difference_from_y() -> None:
    network = Network([3, 4, 2], output="softmax", seed=1)
    d = network.derive(X, LABELS)
    np.testing.assert_allclose(d.numbers["y_hat"], network.predict_proba(X))
    np.testing.assert_allclose(d.numbers["delta2"], (d.numbers["y_hat"] - ROWS) / 5)
    assert sum(equation.op.name == "softmax" for equation in network.step_program(5).equations) == 1


def test_hinge_takes_signs_zeros_and_ones_and_classes() -> None:
    network = Network([3, 1], loss="hinge", seed=1)
    s = network.predict_proba(X)[:, 0]
    sign = np.where(LABELS == 1, 1, -1)
    by_hand = np.mean(np.maximum(0, 1 - sign * s))
    assert network.evaluate(X, sign)["loss"] == pytest.approx(by_hand)
    assert network.evaluate(X, LABELS)["loss"] == pytest.approx(by_hand)
    network.fit(X, sign, epochs=1)
    assert set(network.predict(X)) <= {-1, 1}
    network.fit(X, LABELS, epochs=1)
    assert set(network.predict(X)) <= {0, 1}


def test_a_users_own_loss() -> None:
    own = Network([3, 2], loss=lambda y_hat, y: np.mean(np.sum((y_hat - y) ** 2, axis=1)) / 2, seed=1)
    theirs = Network([3, 2], loss="half_squared_error", seed=1)
    assert own.evaluate(X, ROWS)["loss"] == pytest.approx(theirs.evaluate(X, ROWS)["loss"])
    np.testing.assert_allclose(own.derive(X, ROWS).gradients["W1"], theirs.derive(X, ROWS).gradients["W1"])
    with pytest.raises(ValueError, match="must return one number"):
        Network([3, 2], loss=lambda y_hat, y: y_hat - y).evaluate(X, ROWS)


def test_the_default_belongs_to_the_output() -> None:
    for output, loss in {
        "softmax": "cross_entropy",
        "sigmoid": "binary_cross_entropy",
        "tanh": "half_squared_error",
    }.items():
        assert Network([3, 2], output=output).architecture.loss.name == loss


def test_errors() -> None:
    assert "cross_entropy" in losses()
    with pytest.raises(ValueError, match="no loss 'cross_entorpy'; did you mean 'cross_entropy'"):
        Network([3, 2], loss="cross_entorpy")
    with pytest.raises(ValueError, match="probabilities that sum to 1"):
        Network([3, 2], output="softmax").fit(X, np.full((5, 2), 0.7))
    with pytest.raises(ValueError, match=r"targets from 0 to 1; found 2"):
        Network([3, 1], output="sigmoid").fit(X, np.full((5, 1), 2.0))
    with pytest.raises(ValueError, match="hinge expects"):
        Network([3, 1], loss="hinge").fit(X, np.full((5, 1), 0.3))
    with pytest.raises(ValueError, match="a softmax of one number is always 1; use sigmoid"):
        Network([3, 1], output="softmax")
