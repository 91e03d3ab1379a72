"""A derivation: one Program, and its value, gradients, numbers and code read off it."""

import json
from dataclasses import dataclass

import numpy as np
import pytest

import clearprop as cp

X = np.array([[0.5, -1.0, 2.0], [1.5, 0.25, -0.5]])
W = np.array([[0.1, -0.4, 0.2, 0.7], [0.3, 0.5, -0.6, 0.0], [-0.2, 0.9, 0.4, -0.1]])
B = np.array([0.05, -0.15, 0.25, 0.0])


def loss(W1, b1, x):
    z1 = x @ W1 + b1
    a1 = 1 / (1 + np.exp(-z1))
    L = 0.5 * np.mean(np.sum(a1**2, axis=1))
    return L


def by_hand():
    z = X @ W + B
    a = 1 / (1 + np.exp(-z))
    delta = a / len(X) * a * (1 - a)
    return 0.5 * np.mean(np.sum(a**2, axis=1)), X.T @ delta, delta.sum(axis=0), delta


def test_value_gradients_and_numbers_are_those_worked_out_by_hand():
    d = cp.derive(loss, W, B, X, wrt=("W1", "b1"))
    value, dW, db, delta = by_hand()
    assert d.value == pytest.approx(value, rel=1e-14)
    assert list(d.gradients) == ["W1", "b1"]
    np.testing.assert_allclose(d.gradients["W1"], dW, rtol=1e-12)
    np.testing.assert_allclose(d.gradients["b1"], db, rtol=1e-12)
    np.testing.assert_allclose(d.numbers["delta1"], delta, rtol=1e-12)
    np.testing.assert_allclose(d.numbers["z1"], X @ W + B, rtol=1e-14)


def test_a_spelled_out_sigmoid_is_recognised_and_its_gradient_reads_as_on_paper():
    code = cp.derive(loss, W, B, X, wrt=("W1", "b1")).code("numpy")
    assert "a1 = sigmoid(z1)" in code
    assert "delta1 = da1 * (a1 * (1 - a1))" in code
    assert "dW1 = x.T @ delta1" in code
    assert "z1 = x @ W1 + b1" in code


def test_what_the_author_named_is_not_folded_away():
    def spelled(z):
        denominator = 1 + np.exp(-z)
        return np.sum(1 / denominator)

    d = cp.derive(spelled, B)
    np.testing.assert_allclose(d.numbers["denominator"], 1 + np.exp(-B))


def test_wrt_chooses_and_orders():
    assert list(cp.derive(loss, W, B, X).gradients) == ["W1", "b1", "x"]
    assert list(cp.derive(loss, W, B, X, wrt="b1").gradients) == ["b1"]
    assert list(cp.derive(loss, W, B, X, wrt=(2, 0)).gradients) == ["W1", "x"]
    with pytest.raises(ValueError, match="wrt='W2' names no argument of loss; its arguments are W1, b1, x"):
        cp.derive(loss, W, B, X, wrt="W2")


@dataclass
class Layer:
    W: np.ndarray
    b: np.ndarray


def nested(params, layers, scale=2.0):
    return scale * np.sum(params["W"] ** 2) + np.sum(layers[0][1] * layers[1].W) + layers[1].b


def test_nested_arguments_are_named_by_their_place_and_code_takes_them_whole():
    params = {"W": W, "n": 3}
    layers = [[1.5, np.array([1.0, 2.0])], Layer(np.array([3.0, -1.0]), np.float64(0.5))]
    d = cp.derive(nested, params, layers)
    assert list(d.gradients) == ["params_W", "layers_0_0", "layers_0_1", "layers_1_W", "layers_1_b", "scale"]
    np.testing.assert_allclose(d.gradients["params_W"], 4 * W)
    namespace = {}
    exec(d.code("numpy"), namespace)
    value, gradients = namespace["value_and_gradients"](params, layers)
    assert value == pytest.approx(nested(params, layers), rel=1e-14)
    np.testing.assert_allclose(gradients["layers_0_1"], layers[1].W)
    assert gradients["layers_0_0"] == 0.0


def test_json_has_the_program_and_every_number():
    content = json.loads(json.dumps(cp.derive(loss, W, B, X).to_json()))
    assert set(content) == {"value", "gradients", "numbers", "program"}
    np.testing.assert_allclose(content["numbers"]["delta1"], by_hand()[3])


def test_a_function_of_no_floats_or_of_several_numbers_is_refused():
    with pytest.raises(TypeError, match="has no floating argument among n"):
        cp.derive(lambda n: n * 1.0, 3)
    with pytest.raises(ValueError, match=r"returns f64\[4\]"):
        cp.derive(lambda b: b * 2, B)


def test_an_unknown_language_is_named():
    with pytest.raises(ValueError, match="no language 'fortran'; there are python, numpy, c"):
        cp.derive(loss, W, B, X).code("fortran")
