"""Dropout: which numbers it leaves out, how it scales the rest, and when it does nothing."""

import re

import numpy as np
import pytest

from clearprop.network import Network
from clearprop.nn import Dense, Dropout
from clearprop.ops.philox import philox

from .networks import LABELS, X, network


def test_the_mask_is_philoxs() -> None:
    numbers = network("dropout").derive(X, LABELS, training=True).numbers
    u = philox(3, 1, (6, 5), 2)  # the network's seed, the first step, the second layer
    np.testing.assert_array_equal(numbers["mask2"], np.where(u >= 0.3, 1 / 0.7, 0))
    np.testing.assert_array_equal(numbers["a2"], numbers["a1"] * numbers["mask2"])
    assert set(np.unique(numbers["mask2"])) == {0, 1 / 0.7}


def test_its_mean_is_the_number_itself() -> None:
    net = Network([1, Dropout(0.8), 1], init="ones")
    rows = np.ones((40_000, 1))
    assert net.derive(rows, rows, training=True).numbers["a1"].mean() == pytest.approx(1, abs=0.03)


def test_predictions_leave_nothing_out() -> None:
    net = network("dropout")
    assert "mask2" not in net.derive(X, LABELS).numbers
    hidden = np.tanh(X @ net.parameters["W1"] + net.parameters["b1"])
    z = hidden @ net.parameters["W3"] + net.parameters["b3"]
    np.testing.assert_allclose(net.predict_proba(X), np.exp(z) / np.exp(z).sum(axis=1, keepdims=True))


def test_every_step_every_layer_and_every_seed_draws_anew() -> None:
    made = {}
    for seed in (1, 2):
        net = Network([4, Dropout(0.5), Dropout(0.5), 2], seed=seed)
        for step in (1, 2):
            numbers = net.derive(X, X[:, :2], training=True).numbers
            made[seed, step, 1], made[seed, step, 2] = numbers["mask1"], numbers["mask2"]
            net.fit(X, X[:, :2], epochs=1, batch_size=None, optimizer="sgd")
    assert len({mask.tobytes() for mask in made.values()}) == 8


def test_a_seed_of_any_size() -> None:
    net = Network([4, Dropout(0.5), 2], seed=2**200 + 1)
    assert np.isfinite(net.fit(X, X[:, :2], epochs=1)[0].loss)


def test_a_rate_of_nothing_is_no_layer_at_all() -> None:
    net = Network([4, Dropout(0.0), 2])
    assert "key" not in [variable.name for variable in net.step_program(6).inputs]
    assert list(net.parameters) == ["W2", "b2"]


@pytest.mark.parametrize("rate", [-0.1, 1.0, 1, 2.5, "a lot", None, True, float("nan")])
def test_rates_that_are_none(rate: object) -> None:
    with pytest.raises(ValueError, match=re.escape(f"rate={rate!r}: expected a number of at least 0 and below 1")):
        Dropout(rate)  # type: ignore[arg-type]


def test_one_row_and_one_feature() -> None:
    net = Network([1, Dropout(0.5), Dense(1)])
    assert net.derive([[2.0]], [[1.0]], training=True).numbers["mask1"].shape == (1, 1)
