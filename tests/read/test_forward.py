"""A script's forward pass as a derivation: its gradients are those that the script itself computes."""

import random

import numpy as np
import pytest

from clearprop.read.forward import forward
from clearprop.read.recover.steps import NotFollowed
from tests.read.variants import EXAMPLES, TUTORIAL

MATRICES = """
import numpy as np

rng = np.random.default_rng(3)
X, Y = rng.normal(size=(7, 3)), rng.normal(size=(7, 2))
model = {"W1": rng.normal(size=(3, 4)), "b1": np.zeros((1, 4)), "W2": rng.normal(size=(4, 2)), "b2": np.zeros((1, 2))}
for epoch in range(50):
    H = np.tanh(X @ model["W1"] + model["b1"])
    E = H @ model["W2"] + model["b2"] - Y
    D = E @ model["W2"].T * (1 - H**2)
    model["W2"] = model["W2"] - 0.01 * H.T @ E
    model["b2"] = model["b2"] - 0.01 * E.sum(axis=0, keepdims=True)
    model["W1"] = model["W1"] - 0.01 * X.T @ D
    model["b1"] = model["b1"] - 0.01 * D.sum(axis=0, keepdims=True)
"""


def first_update_of_the_tutorial():
    """The gradients as the program's own functions compute them, by the code's names."""
    program = {"__name__": "tutorial"}
    exec(compile(TUTORIAL, "tutorial", "exec"), program)
    random.seed(1)
    network, row = program["new_network"](2, 2, 2), program["DATA"][0]
    program["forward"](network, row)
    program["backward"](network, [1, 0])
    inputs, found = row[:-1], {}
    for l, layer in enumerate(network):
        for j, neuron in enumerate(layer):
            for i, x in enumerate([*inputs, 1.0]):
                found[f"network[{l}][{j}]['weights'][{i}]"] = neuron["delta"] * x
        inputs = [neuron["output"] for neuron in layer]
    return found


def test_the_gradients_of_the_tutorial_are_its_own():
    found = forward(EXAMPLES / "tutorial.py")
    wanted = first_update_of_the_tutorial()
    assert set(found.names) == set(wanted) and found.reading.verdict == "correct"
    for name, gradient in wanted.items():
        called, index = found.element(name)
        assert found.derivation.gradients[called][index] == pytest.approx(gradient, rel=1e-12)


def test_three_factors_of_a_weight_in_a_list():
    found = forward(EXAMPLES / "tutorial.py")
    factors = found.derivation.factors(*found.element('network[0][0]["weights"][0]'))
    assert factors.input == 2.7810836
    assert factors.product == pytest.approx(factors.error_signal * factors.slope * factors.input, rel=1e-12)


def test_matrices_are_called_by_their_last_word():
    found = forward(MATRICES)
    program = {}
    exec(MATRICES.split("for epoch")[0], program)
    X, Y, model = program["X"], program["Y"], program["model"]
    H = np.tanh(X @ model["W1"])
    E = H @ model["W2"] - Y
    for text in ("W1[2,3]", "W1[2][3]", "model['W1'][2, 3]", 'model["W1"][-1,-1]'):
        called, index = found.element(text)
        assert (called, index) == ("W1", (2, 3))
    expected = X.T @ (E @ model["W2"].T * (1 - H**2))
    assert found.derivation.gradients["W1"] == pytest.approx(expected, rel=1e-10)
    assert found.derivation.gradients["b2"] == pytest.approx(E.sum(axis=0, keepdims=True), rel=1e-10)
    assert len(found.derivation.factors("W1", (2, 3)).rows) == 7


def test_what_is_no_parameter_is_named():
    found = forward(MATRICES)
    with pytest.raises(KeyError, match=r"'W9\[0,0\]' is no parameter of the script; there are model\['W"):
        found.element("W9[0,0]")
    with pytest.raises(IndexError, match="expected an element such as W1"):
        found.element("W1[0]")
    with pytest.raises(KeyError):
        found.element("W1[0]; import os")


def test_what_trains_nothing_cannot_be_explained():
    with pytest.raises(NotFollowed):
        forward("x = 3\nprint(x)\n")
