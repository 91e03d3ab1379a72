"""Jason Brownlee, "How to Code a Neural Network with Backpropagation In Python (from scratch)", 2016, revised 2021.

What its listings print, before they come to real data.
"""

import random
from pathlib import Path

import numpy as np
import pytest

import clearprop as cp
from tests.published.conftest import Published
from tests.published.tutorial import drawn, layer_of, network, neurons_of

ERRORS = (
    "6.350 5.531 5.221 4.951 4.519 4.173 3.835 3.506 3.192 2.898 "
    "2.626 2.377 2.153 1.953 1.774 1.614 1.472 1.346 1.233 1.132"
)


@pytest.fixture
def small() -> cp.Network:
    """seed(1), two inputs, one hidden neuron, two outputs."""
    random.seed(1)
    net = network(2, 1, 2)
    net.parameters.update(drawn([2, 1, 2]))
    return net


def test_initialize(small: cp.Network, published: Published) -> None:
    neurons = [neurons_of(small.parameters[f"W{layer}"], small.parameters[f"b{layer}"]) for layer in (1, 2)]
    published("weights drawn, hidden", "0.13436424411240122 0.8474337369372327 0.763774618976614", neurons[0])
    published("weights drawn, output 1", "0.2550690257394217 0.49543508709194095", neurons[1][0])
    published("weights drawn, output 2", "0.4494910647887381 0.651592972722763", neurons[1][1])


def test_forward_propagate(small: cp.Network, published: Published) -> None:
    published("outputs for [1, 0]", "0.6629970129852887 0.7253160725279748", small.predict_proba([[1, 0]]))


def test_backward_propagate_error(small: cp.Network, published: Published) -> None:
    """The outputs of its neurons are set by hand; so z1 is what gives the hidden one, and b2 what gives the others."""
    a1, y_hat = np.array([0.7105668883115941]), np.array([0.6213859615555266, 0.6573693455986976])
    W2, y = small.parameters["W2"], np.array([0, 1])

    def loss(z1, b2):
        a1 = 1 / (1 + np.exp(-z1))
        y_hat = 1 / (1 + np.exp(-(a1 @ W2 + b2)))
        return np.sum((y_hat - y) ** 2) / 2

    d = cp.derive(loss, logit(a1), logit(y_hat) - a1 @ W2)
    published("delta of the hidden neuron", "0.0005348048046610517", d.gradients["z1"])
    published("deltas of the outputs", "0.14619064683582808 -0.0771723774346327", d.gradients["b2"])


def logit(a):
    return np.log(a / (1 - a))


@pytest.fixture
def rows(data_folder: Path) -> tuple[np.ndarray, np.ndarray]:
    """Its ten rows of two numbers, and their classes."""
    table = np.loadtxt(data_folder / "mlm-contrived.csv", delimiter=",", skiprows=1)
    return table[:, :2], table[:, 2].astype(int)


def trained(x: np.ndarray, y: np.ndarray, epochs: int, net: cp.Network | None = None) -> cp.Network:
    """From seed(1), or from where the network is, row by row at rate .5."""
    if net is None:
        random.seed(1)
        net = network(2, 2, 2)
        net.parameters.update(drawn([2, 2, 2]))
    net.fit(x, y, epochs=epochs, batch_size=1, shuffle=False, optimizer=cp.SGD(0.5))
    return net


@pytest.mark.data
def test_train_network(rows: tuple[np.ndarray, np.ndarray], published: Published) -> None:
    """It prints the unhalved sum over the rows, each before its own update."""
    x, y = rows
    net = trained(x, y, 20)
    published("errors of 20 epochs", ERRORS, [2 * len(x) * loss for loss in net.history.loss])
    hidden = neurons_of(net.parameters["W1"], net.parameters["b1"])
    outputs = neurons_of(net.parameters["W2"], net.parameters["b2"])
    published("trained, hidden 1", "-1.4688375095432327 1.850887325439514 1.0858178629550297", hidden[0])
    published("trained, hidden 2", "0.37711098142462157 -0.0625909894552989 0.2765123702642716", hidden[1])
    published("trained, output 1", "2.515394649397849 -0.3391927502445985 -0.9671565426390275", outputs[0])
    published("trained, output 2", "-2.5584149848484263 1.0036422106209202 0.42383086467582715", outputs[1])
    assert (net.predict(x) == y).all()


@pytest.mark.data
def test_what_its_neurons_keep(rows: tuple[np.ndarray, np.ndarray], published: Published) -> None:
    """The outputs and deltas that lie in the neurons at the end: those of the last row, before its update."""
    x, y = rows
    d = trained(x[:9], y[:9], 1, trained(x, y, 19)).derive(x[9:], y[9:])
    published("last outputs, hidden", "0.029980305604426185 0.9456229000211323", d.numbers["a1"])
    published("last outputs", "0.23648794202357587 0.7790535202438367", d.numbers["y_hat"])
    published("last deltas, hidden", "0.0059546604162323625 -0.0026279652850863837", d.numbers["delta1"])
    published("last deltas, outputs", "0.04270059278364587 -0.03803132596437354", d.numbers["delta2"])


def test_neurons_and_layers_are_the_same_thing() -> None:
    neurons = [[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]
    layer = layer_of(neurons, 1)
    assert layer["W1"].tolist() == [[1, 4], [2, 5]] and layer["b1"].tolist() == [3, 6]
    assert neurons_of(layer["W1"], layer["b1"]).tolist() == neurons
