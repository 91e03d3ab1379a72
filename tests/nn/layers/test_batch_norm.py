"""Batch normalisation: the batch's statistics in training, running ones in prediction, and batches that have none."""

import numpy as np
import pytest

from clearprop.network import Network, load
from clearprop.nn import SGD, BatchNorm, Dense, Residual

from .networks import LABELS, X, network


def test_training_normalises_by_the_batch() -> None:
    net = network("batch_norm")
    numbers = net.derive(X, LABELS, training=True).numbers
    z, gamma = numbers["a1"], net.parameters["gamma2"]
    x_hat = (z - z.mean(axis=0)) / np.sqrt(z.var(axis=0) + 1e-5)
    np.testing.assert_allclose(numbers["a2"], gamma * x_hat + net.parameters["beta2"], rtol=1e-12)
    d = numbers["da2"] * gamma  # ∂L/∂x in one piece, Ioffe and Szegedy 2015, section 3
    dz = (d - d.mean(axis=0) - x_hat * (d * x_hat).mean(axis=0)) / np.sqrt(z.var(axis=0) + 1e-5)
    np.testing.assert_allclose(numbers["delta1"], dz, rtol=1e-9, atol=1e-12)


def test_prediction_normalises_by_what_it_has_seen() -> None:
    net = network("batch_norm")
    numbers = net.derive(X, LABELS).numbers
    mean, var = net.statistics["running_mean2"], net.statistics["running_var2"]
    x_hat = (numbers["a1"] - mean) / np.sqrt(var + 1e-5)
    expected = net.parameters["gamma2"] * x_hat + net.parameters["beta2"]
    np.testing.assert_allclose(numbers["a2"], expected, rtol=1e-12)
    np.testing.assert_allclose(net.predict_proba(X[2:3]), net.predict_proba(X)[2:3], rtol=1e-13)  # a row on its own


def test_running_statistics_move_by_the_momentum() -> None:
    net = Network([4, BatchNorm(momentum=0.25), Dense(2)], seed=1)
    assert (net.statistics["running_mean1"] == 0).all() and (net.statistics["running_var1"] == 1).all()
    net.fit(X, X[:, :2], epochs=1, batch_size=None, optimizer="sgd")
    np.testing.assert_allclose(net.statistics["running_mean1"], 0.25 * X.mean(axis=0), rtol=1e-13)
    np.testing.assert_allclose(net.statistics["running_var1"], 0.75 + 0.25 * X.var(axis=0, ddof=1), rtol=1e-13)
    net.fit(X, X[:, :2], epochs=1, batch_size=None, optimizer="sgd")
    np.testing.assert_allclose(
        net.statistics["running_mean1"], 0.75 * 0.25 * X.mean(axis=0) + 0.25 * X.mean(axis=0), rtol=1e-13
    )
    assert (net.reset().statistics["running_mean1"] == 0).all()


def test_in_the_end_they_are_those_of_the_rows() -> None:
    net = Network([4, BatchNorm(), Dense(2)], seed=1)
    net.fit(X, X[:, :2], epochs=300, batch_size=None, optimizer=SGD(1e-3))
    np.testing.assert_allclose(net.statistics["running_mean1"], X.mean(axis=0), rtol=1e-9)
    np.testing.assert_allclose(net.statistics["running_var1"], X.var(axis=0, ddof=1), rtol=1e-9)


def test_statistics_are_set_and_shown_like_parameters() -> None:
    net = network("batch_norm")
    assert repr(net.statistics) == "Statistics(running_mean2: [5], running_var2: [5])"
    with pytest.raises(ValueError, match=r"running_var2 has the shape \[5\]"):
        net.statistics["running_var2"] = np.ones(4)
    with pytest.raises(KeyError, match="no running statistic 'mean2'"):
        net.statistics["mean2"]
    assert "running_mean2" not in net.parameters


def test_a_batch_of_one_says_what_is_wrong() -> None:
    net = network("batch_norm")
    with pytest.raises(
        ValueError, match=r"layer 2 normalises each feature over the batch, and one row has no variance"
    ):
        net.derive(X[:1], LABELS[:1], training=True)
    with pytest.raises(ValueError, match="layer 2 normalises"):
        net.step_program(1)
    with pytest.raises(ValueError, match="there is 1 row to train on; this network normalises over the batch"):
        net.fit(X[:1], LABELS[:1])
    with pytest.raises(
        ValueError, match=r"6 rows in batches of 5 leave a batch of 1, .*; choose another .*, such as 6"
    ):
        net.fit(X, LABELS, batch_size=5)
    with pytest.raises(ValueError, match="6 rows in batches of 1 leave a batch of 1"):
        net.fit(X, LABELS, batch_size=1)
    assert net.predict(X[:1]).shape == (1,)
    nested = Network([4, Residual([Dense(4), BatchNorm()]), 3], output="softmax")
    with pytest.raises(ValueError, match="6 rows in batches of 5"):
        nested.fit(X, LABELS, batch_size=5)


def test_the_batch_size_of_its_own_leaves_no_row_alone() -> None:
    generator = np.random.default_rng(1)
    for rows in (33, 65, 993, 2, 3):
        x = generator.normal(size=(rows, 4))
        record = network("first").fit(x, x[:, :2], epochs=1)[0]
        assert np.isfinite(record.loss)
    assert network("dropout").fit(x[:1], [1], epochs=1)[0].updates == 1  # without it any rows do


def test_a_feature_that_does_not_vary() -> None:
    x = np.where([True, False, True, True], X, 4.0)
    d = network("first").derive(x, X[:, :2], training=True)
    assert (d.numbers["x1_hat"][:, 1] == 0).all() and all(np.isfinite(g).all() for g in d.gradients.values())


def test_a_file_keeps_the_running_statistics(tmp_path: object) -> None:
    net = network("batch_norm")
    net.fit(X, LABELS, epochs=3)
    net.save(f"{tmp_path}/m")
    again = load(f"{tmp_path}/m")
    np.testing.assert_array_equal(again.predict_proba(X), net.predict_proba(X))
    assert again.statistics["running_var2"].tolist() == net.statistics["running_var2"].tolist()


@pytest.mark.parametrize("momentum", [-0.1, 1, "0.1"])
def test_momenta_that_are_none(momentum: object) -> None:
    with pytest.raises(ValueError, match=f"momentum={momentum!r}: expected a number of at least 0 and below 1"):
        BatchNorm(momentum)  # type: ignore[arg-type]
