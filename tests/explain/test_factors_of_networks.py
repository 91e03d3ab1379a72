"""Factors and paths of every element of networks, with all activations, outputs, losses and layers."""

import numpy as np
import pytest

import clearprop as cp
from clearprop.nn.activations import activations

from .elements import check_network

RNG = np.random.default_rng(7)
X = RNG.normal(size=(5, 4))
NUMBERS = RNG.uniform(0.1, 0.9, size=(5, 3))
CLASSES = np.array([2, 0, 1, 1, 0])
POSITIVE = ("log", "log2", "log10", "sqrt", "arccosh", "reciprocal", "tan")  # z must stay on one side of something


@pytest.mark.parametrize("name", activations())
def test_hidden_activations(name):
    net = cp.Network([4, 2, 3], activation=name, output="identity", loss="half_squared_error", seed=3)
    net.parameters["b1"] = np.array([0.12, -0.23]) + 2.2 * (name in POSITIVE)
    check_network(net, 0.3 * X, NUMBERS)


@pytest.mark.parametrize(
    ("output", "loss", "Y"),
    [
        ("softmax", "cross_entropy", CLASSES),
        ("softmax", "cross_entropy", np.eye(3)[CLASSES]),
        ("softmax", "half_squared_error", NUMBERS),
        ("sigmoid", "binary_cross_entropy", np.round(NUMBERS)),
        ("sigmoid", "half_squared_error", NUMBERS),
        ("sigmoid", "mean_squared_error", NUMBERS),
        ("identity", "half_squared_error", NUMBERS),
        ("identity", "squared_error", NUMBERS),
        ("identity", "absolute_error", NUMBERS),
        ("identity", "huber", 3 * NUMBERS),
        ("identity", "hinge", CLASSES),
        ("tanh", "mean_squared_error", NUMBERS),
        ("identity", "cross_entropy_with_logits", CLASSES),
    ],
)
def test_outputs_and_losses(output, loss, Y):
    check_network(cp.Network([4, 2, 3], activation="sigmoid", output=output, loss=loss, seed=4), X, Y)


@pytest.mark.parametrize("rows", [1, 2, 5])
def test_numbers_of_rows(rows):
    check_network(cp.Network([4, 2, 3], activation="tanh", output="softmax", seed=5), X[:rows], CLASSES[:rows])


@pytest.mark.parametrize(
    ("output", "loss", "Y"),
    [("identity", "half_squared_error", NUMBERS[:, :1]), ("sigmoid", "binary_cross_entropy", CLASSES > 0)],
)
def test_linear_and_logistic_regression(output, loss, Y):
    check_network(cp.Network([4, 1], output=output, loss=loss, seed=6), X, np.asarray(Y, float).reshape(5, 1))


@pytest.mark.parametrize("training", [False, True])
@pytest.mark.parametrize(
    "layers",
    [
        [cp.Dense(3, "tanh"), cp.Dropout(0.4)],
        [cp.Dense(3, "tanh"), cp.LayerNorm()],
        [cp.Dense(3, "tanh"), cp.BatchNorm()],
        [cp.Dense(3, "identity"), cp.BatchNorm(), cp.Activation("tanh")],
        [cp.Dense(3, "identity"), cp.LayerNorm(), cp.Activation("sigmoid")],
        [cp.Dense(3, "sigmoid"), cp.Residual([cp.Dense(3, "tanh")])],
        [cp.LayerNorm(), cp.Dense(3, "tanh")],
        [cp.BatchNorm(), cp.Dense(3, "tanh")],
    ],
    ids=lambda layers: " ".join(type(layer).__name__ for layer in layers),
)
def test_layers(layers, training):
    net = cp.Network([4, *layers, cp.Dense(2)], output="softmax", loss="cross_entropy", seed=8)
    check_network(net, X, CLASSES % 2, training)


@pytest.mark.parametrize("training", [False, True])
def test_all_layers_at_once(training):
    layers = [
        cp.Dense(3, "relu"), cp.LayerNorm(), cp.Residual([cp.Dense(3, "relu")]), cp.BatchNorm(), cp.Dropout(0.3),
        cp.Dense(2),
    ]  # fmt: skip
    net = cp.Network([4, *layers], output="softmax", loss="cross_entropy", seed=9)
    net.fit(X, CLASSES % 2, epochs=3)  # so that the running statistics are none that anything starts from
    check_network(net, X, CLASSES % 2, training)


def test_dropout_has_its_part_in_the_factors_of_training_alone():
    net = cp.Network([4, cp.Dense(6, "tanh"), cp.Dropout(0.5), cp.Dense(3)], output="softmax", seed=2)
    training, predicting = net.derive(X, CLASSES, training=True), net.derive(X, CLASSES)
    dropped = np.array(
        [[training.factors("W3", (unit, 0), row=row).input == 0 for unit in range(6)] for row in range(5)]
    )
    assert 0 < dropped.sum() < dropped.size
    assert all(row.input != 0 for unit in range(6) for row in predicting.factors("W3", (unit, 0)).rows)
    row, unit = np.argwhere(dropped)[0]
    assert training.factors("W1", (1, int(unit)), row=int(row)).product == 0
    assert predicting.factors("W1", (1, int(unit)), row=int(row)).product != 0


@pytest.mark.parametrize(
    ("output", "loss", "labels", "far"),
    [
        ("softmax", "cross_entropy", [2, 2, 2, 2, 2], [0, 0, -800]),
        ("softmax", "cross_entropy", [2, 0, 1, 2, 2], [0, 0, 60]),
        ("sigmoid", "binary_cross_entropy", [0, 0, 1, 0, 0], [50]),
    ],
)
def test_an_output_that_is_sure_and_wrong_has_the_gradient_that_it_is_trained_with(output, loss, labels, far):
    """The loss is computed from the logits, where nothing overflows: ∞ · 0 would be no gradient."""
    net = cp.Network([4, len(far)], output=output, loss=loss, seed=1)
    net.parameters["b1"] = np.array(far, float)
    d = net.derive(X, np.array(labels))
    assert np.isfinite(d.value) and np.abs(d.gradients["W1"]).max() > 0.01
    for index in np.ndindex(d.gradients["W1"].shape):
        gradient = d.gradients["W1"][index]
        np.testing.assert_allclose(d.factors("W1", index).product, gradient, rtol=1e-10, atol=1e-18)
        np.testing.assert_allclose(d.paths("W1", index).total, gradient, rtol=1e-10, atol=1e-18)
        told = d.why("W1", index).facts[0].numbers
        np.testing.assert_allclose([told["gradient"], told["loss"]], [gradient, d.value], rtol=1e-10, atol=1e-18)


def test_float32():
    net = cp.Network([4, 5, 3], activation="tanh", output="softmax", dtype="float32", seed=2)
    d = net.derive(X, CLASSES)
    twin = cp.Network([4, 5, 3], activation="tanh", output="softmax", seed=2)
    for name, array in net.parameters.items():
        twin.parameters[name] = array.astype(np.float64)
    exact = twin.derive(X.astype(np.float32), CLASSES)
    for name in net.parameters:
        for index in np.ndindex(net.parameters[name].shape):
            gradient = d.gradients[name][index]
            np.testing.assert_allclose(d.factors(name, index).product, gradient, rtol=1e-4, atol=1e-7)
            np.testing.assert_allclose(sum(p.product for p in d.paths(name, index, most=None)), gradient, 1e-4, 1e-7)
            np.testing.assert_allclose(gradient, exact.gradients[name][index], rtol=1e-4, atol=1e-6)
