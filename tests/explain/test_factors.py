"""The three factors of a standard network's weights, against NumPy written by hand; names, indices, rows, texts."""

import numpy as np
import pytest

import clearprop as cp

from .mlp import SIGMAS, ByHand

RNG = np.random.default_rng(11)
X = RNG.normal(size=(6, 4))
Y = RNG.uniform(size=(6, 2))


def network(*activations, seed=1):
    sizes = (3, 5, 2)[-len(activations) :] if len(activations) != 2 else (3, 2)
    layers = [cp.Dense(n, name) for n, name in zip(sizes, activations, strict=True)]
    return cp.Network([4, *layers], loss="half_squared_error", seed=seed)


@pytest.mark.parametrize(
    "activations",
    [("sigmoid", "tanh", "identity"), ("relu", "sigmoid", "sigmoid"), ("tanh", "relu"), ("softplus",), ("identity",)],
)
def test_the_three_factors_are_those_worked_out_by_hand(activations):
    net = network(*activations)
    d, hand = net.derive(X, Y), ByHand.of(net, list(activations), X, Y)
    for layer in hand.W:
        for i, j in np.ndindex(hand.W[layer].shape):
            for name, index, inputs in (
                (f"W{layer}", (i, j), hand.a[layer - 1][:, i]),
                (f"b{layer}", (j,), np.ones(6)),
            ):
                rows = d.factors(name, index).rows
                assert [row.row for row in rows] == [0, 1, 2, 3, 4, 5]
                for attribute, expected in (
                    ("error_signal", hand.da[layer][:, j]),
                    ("slope", hand.slope[layer][:, j]),
                    ("input", inputs),
                    ("product", hand.delta[layer][:, j] * inputs),
                ):
                    actual = [getattr(row, attribute) for row in rows]
                    np.testing.assert_allclose(actual, expected, rtol=1e-10, atol=1e-15, err_msg=f"{name} {attribute}")


def test_mazur():
    net = cp.Network([2, 2, 2], activation="sigmoid", output="sigmoid", loss="half_squared_error")
    net.parameters["W1"], net.parameters["b1"] = np.array([[0.15, 0.25], [0.20, 0.30]]), np.array([0.35, 0.35])
    net.parameters["W2"], net.parameters["b2"] = np.array([[0.40, 0.50], [0.45, 0.55]]), np.array([0.60, 0.60])
    w5 = net.derive([[0.05, 0.10]], [[0.01, 0.99]]).factors("W2", (0, 0))
    np.testing.assert_allclose(
        [w5.error_signal, w5.slope, w5.input, w5.product],
        [0.741365069, 0.186815602, 0.593269992, 0.082167041],
        atol=1e-9,
    )
    assert "0.741365 · 0.186816 · 0.59327" in str(w5)


def test_of_a_unit_that_mixes_the_error_signal_is_the_vector_and_the_slope_the_column():
    net = cp.Network([4, 3], output="softmax", loss="cross_entropy", seed=2)
    labels = np.array([0, 2, 1, 1, 0, 2])
    z = X @ net.parameters["W1"] + net.parameters["b1"]
    p = np.exp(z) / np.exp(z).sum(axis=1, keepdims=True)
    d = net.derive(X, labels)
    for row in range(6):
        one = d.factors("W1", (3, 1), row=row)
        np.testing.assert_allclose(one.error_signal, -np.eye(3)[labels[row]] / p[row] / 6, rtol=1e-10, atol=1e-15)
        np.testing.assert_allclose(one.slope, p[row] * (np.eye(3)[1] - p[row, 1]), rtol=1e-10)
        np.testing.assert_allclose(one.input, X[row, 3], rtol=1e-14)
        np.testing.assert_allclose(one.product, (p[row, 1] - (labels[row] == 1)) / 6 * X[row, 3], rtol=1e-10)


def test_sigmoid_with_cross_entropy_has_scalars():
    net = cp.Network([4, 1], output="sigmoid", loss="binary_cross_entropy", seed=2)
    labels = np.array([0, 1, 1, 0, 0, 1])
    p = 1 / (1 + np.exp(-(X @ net.parameters["W1"] + net.parameters["b1"])))[:, 0]
    rows = net.derive(X, labels).factors("W1", (2, 0)).rows
    np.testing.assert_allclose([row.error_signal for row in rows], (p - labels) / (p * (1 - p)) / 6, rtol=1e-9)
    np.testing.assert_allclose([row.slope for row in rows], p * (1 - p), rtol=1e-10)


def test_several_rows_have_no_factors_of_the_whole_and_one_row_has_those_of_the_row():
    net = network("sigmoid", "tanh", "identity")
    whole = net.derive(X, Y).factors("W2", (1, 4))
    assert (whole.error_signal, whole.slope, whole.input) == (None, None, None)
    assert whole.product == pytest.approx(net.derive(X, Y).gradients["W2"][1, 4], rel=1e-12)
    one = net.derive(X, Y).factors("W2", (1, 4), row=3)
    (row,) = one.rows
    assert (row.row, one.product) == (3, whole.rows[3].product)
    assert (one.error_signal, one.slope, one.input) == (row.error_signal, row.slope, row.input)
    assert one.error_signal * one.slope * one.input == pytest.approx(one.product, rel=1e-12)
    alone = net.derive(X[3:4], Y[3:4]).factors("W2", (1, 4))
    assert alone.product == pytest.approx(6 * one.product, rel=1e-10)  # the mean over one row, not over six
    assert (alone.slope, alone.input) == pytest.approx((one.slope, one.input), rel=1e-12)


@pytest.mark.parametrize(
    ("name", "index", "plain"),
    [("W2", (-1, -2), (2, 3)), ("b2", -1, (4,)), ("b2", 4, (4,)), ("W2", (np.int64(1), -5), (1, 0))],
)
def test_indices_as_in_numpy(name, index, plain):
    d = network("sigmoid", "tanh", "identity").derive(X, Y)
    assert d.factors(name, index).index == plain
    assert d.factors(name, index).product == d.factors(name, plain).product
    assert d.paths(name, index).total == pytest.approx(d.gradients[name][plain], rel=1e-12)


@pytest.mark.parametrize("what", ["factors", "paths", "why"])
def test_a_name_that_is_not_there_is_named(what):
    ask = getattr(network("sigmoid", "tanh", "identity").derive(X, Y), what)
    with pytest.raises(KeyError, match=r"'W9'.*W1, b1, W2, b2, W3, b3"):
        ask("W9", (0, 0))
    with pytest.raises(KeyError):
        ask("x", (0, 0))


@pytest.mark.parametrize(
    "index",
    [(4, 0), (0, 3), (-5, 0), (0,), (0, 0, 0), (), 1, (0, slice(None)), (0.5, 0), (0, "a"), "a", (None, 0), 0.7],
)
def test_an_index_that_is_not_there_is_named(index):
    d = network("sigmoid", "tanh", "identity").derive(X, Y)
    for ask in (d.factors, d.paths, d.why):
        with pytest.raises(IndexError, match="W1"):
            ask("W1", index)


@pytest.mark.parametrize("row", [6, -7, 1.5, "a"])
def test_a_row_that_is_not_there_is_named(row):
    d = network("sigmoid", "tanh", "identity").derive(X, Y)
    for ask in (d.factors, d.paths, d.why):
        with pytest.raises(IndexError, match="row"):
            ask("W1", (0, 0), row=row)


def test_the_text_has_every_row_and_the_sum():
    net = network("sigmoid", "tanh", "identity")
    text = str(net.derive(X, Y).factors("W1", (2, 0)))
    for row in net.derive(X, Y).factors("W1", (2, 0)).rows:
        assert f"{row.product:.6g}".replace("-", "−") in text or "e-" in f"{row.product:.6g}"
        assert f"{row.slope:.6g}" in text
    assert "W₁[2, 0]" in text and "6 rows" in text and "∂a₁/∂z₁" in text


def test_only_one_name_of_wrt_and_every_sigma_is_used():
    def loss(W1, b1, x):
        return np.mean(1 / (1 + np.exp(-(x @ W1 + b1))) ** 2)

    d = cp.derive(loss, RNG.normal(size=(4, 3)), np.zeros(3), X, wrt="b1")
    assert len(d.factors("b1", 2).rows) == 6
    with pytest.raises(KeyError, match="W1"):
        d.factors("W1", (0, 0))
    assert set(SIGMAS) == {"sigmoid", "tanh", "relu", "softplus", "identity"}
