"""Residuals: what is added to what, and sizes that do not fit."""

import numpy as np
import pytest

from clearprop.network import Network
from clearprop.nn import Dense, Dropout, Residual

from .networks import NUMBERS, X, network


def test_the_shortcut_is_added() -> None:
    net = network("residual")
    p = net.parameters
    numbers = net.derive(X, [0, 1, 2, 0, 1, 2]).numbers
    inner = np.tanh(X @ p["W1"] + p["b1"]) @ p["W2"] + p["b2"]
    np.testing.assert_allclose(numbers["r2"], X + np.maximum(inner, 0), rtol=1e-12)  # 4 has the network's activation
    assert list(p) == ["W1", "b1", "W2", "b2", "W3", "b3"]


def test_a_projection_is_learned() -> None:
    net = network("projection")
    p = net.parameters
    assert p["S1"].shape == (4, 5)
    d = net.derive(X, NUMBERS)
    np.testing.assert_allclose(d.numbers["r1"], X @ p["S1"] + np.tanh(X @ p["W1"] + p["b1"]), rtol=1e-12)
    np.testing.assert_allclose(d.gradients["S1"], X.T @ d.numbers["da1"], rtol=1e-12)
    before = p["S1"].copy()
    net.fit(X, NUMBERS, epochs=1)
    assert (net.parameters["S1"] != before).any()


def test_it_takes_what_the_network_takes() -> None:
    net = Network([4, Residual([4]), 2], activation="tanh", init="ones")
    assert (net.parameters["W1"] == 1).all()
    np.testing.assert_allclose(net.derive(X, NUMBERS).numbers["r1"], X + np.tanh(X.sum(axis=1, keepdims=True)))
    projected = Network([4, Residual([3], project=True), 2], init="ones")
    assert (projected.parameters["S1"] == 1).all()
    assert (Network([4, Residual([3], project=True, init="zeros"), 2]).parameters["S1"] == 0).all()


def test_at_the_end_its_last_layer_has_no_activation() -> None:
    net = Network([2, Residual([Dense(3, "tanh"), Dense(2)])], init="ones")
    x = np.array([[0.5, -0.2], [0.0, -3.0]])
    expected = x + np.tanh(x.sum(axis=1, keepdims=True)) * 3
    np.testing.assert_allclose(net.predict_proba(x), expected)


def test_sizes_that_differ() -> None:
    says = r"a residual adds its 4 inputs to .* which are 5 numbers; .* 4 units, or write Residual\(.*project=True\)"
    with pytest.raises(ValueError, match=says):
        Network([4, Residual([5]), 2])
    with pytest.raises(ValueError, match=r"a residual of \[\]: expected a list of layers"):
        Residual([])
    with pytest.raises(ValueError, match=r"a residual of 5: expected a list of layers"):
        Residual(5)  # type: ignore[arg-type]


def test_around_a_layer_that_predicts_nothing_new() -> None:
    net = Network([4, Residual([Dropout(0.5)]), 2])
    np.testing.assert_array_equal(net.derive(X, NUMBERS).numbers["r1"], 2 * X)
    in_training = net.derive(X, NUMBERS, training=True).numbers
    np.testing.assert_array_equal(in_training["r1"], X + in_training["a1"])
