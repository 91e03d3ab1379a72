"""Layer normalisation against its formula, and where a row has nothing to normalise."""

import numpy as np
import pytest

from clearprop.network import Network
from clearprop.nn import LayerNorm

from .networks import LABELS, X, network


def by_hand(x: np.ndarray, gamma: np.ndarray, beta: np.ndarray, g: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """a, and ∂L/∂x from ∂L/∂a = g by the formula in one piece: (dx̂ - mean(dx̂) - x̂ mean(dx̂ x̂)) / √(v + ε)."""
    deviation = np.sqrt(x.var(axis=1, keepdims=True) + 1e-5)
    x_hat = (x - x.mean(axis=1, keepdims=True)) / deviation
    d = g * gamma
    return gamma * x_hat + beta, (d - d.mean(1, keepdims=True) - x_hat * (d * x_hat).mean(1, keepdims=True)) / deviation


@pytest.mark.parametrize("training", [False, True])
def test_it_is_its_formula(training: bool) -> None:
    net = network("layer_norm")
    numbers = net.derive(X, LABELS, training=training).numbers
    gamma, beta = net.parameters["gamma2"], net.parameters["beta2"]
    a, dx = by_hand(numbers["a1"], gamma, beta, numbers["da2"])
    np.testing.assert_allclose(numbers["a2"], a, rtol=1e-12)
    np.testing.assert_allclose(numbers["da1"], dx, rtol=1e-9, atol=1e-12)
    np.testing.assert_allclose(numbers["x2_hat"].mean(axis=1), 0, atol=1e-12)
    np.testing.assert_allclose(numbers["x2_hat"].var(axis=1), 1, rtol=1e-3)


def test_it_starts_as_the_normalised_rows_and_a_row_is_on_its_own() -> None:
    net = Network([4, LayerNorm(), 2], seed=1)
    assert (net.parameters["gamma1"] == 1).all() and (net.parameters["beta1"] == 0).all()
    assert list(net.statistics) == []
    np.testing.assert_allclose(net.predict_proba(X[:1]), net.predict_proba(X)[:1], rtol=1e-14)
    np.testing.assert_allclose(net.predict_proba(10 * X + 3), net.predict_proba(X), rtol=1e-3)


def test_rows_without_variance_and_single_features() -> None:
    net = Network([4, LayerNorm(), 2], seed=1)
    d = net.derive(np.full((3, 4), 7.0), np.ones((3, 2)))
    assert (d.numbers["x1_hat"] == 0).all() and all(np.isfinite(g).all() for g in d.gradients.values())
    assert (Network([1, LayerNorm(), 1]).derive([[5.0]], [[1.0]]).numbers["x1_hat"] == 0).all()


def test_epsilon() -> None:
    with pytest.raises(ValueError, match="epsilon=-1: expected a number of at least 0, such as 1e-5"):
        LayerNorm(-1)
    large = Network([4, LayerNorm(1e6), 2]).derive(X, X[:, :2]).numbers
    assert np.abs(large["x1_hat"]).max() < 0.01
