"""The training step as one Program."""

import numpy as np
import pytest

from clearprop.execute.interpret import interpret
from clearprop.network import Network
from clearprop.nn import SGD, Adam, Dense, Momentum

X = np.random.default_rng(5).normal(size=(5, 3))
Y = np.random.default_rng(6).normal(size=(5, 2))


def test_what_goes_in_and_what_comes_out() -> None:
    program = Network([3, 4, 2], activation="tanh").step_program(5, Momentum(0.1)).check()
    states = ["velocity_W1", "velocity_b1", "velocity_W2", "velocity_b2"]
    parameters = ["W1", "b1", "W2", "b2"]
    assert [variable.name for variable in program.inputs] == [*parameters, *states, "step", "x", "y"]
    assert list(program.outputs) == [*parameters, *states, "L", "y_hat"]
    names = [variable.name for variable in program.variables()]
    assert {"z1", "a1", "z2", "y_hat", "L", "delta1", "delta2", "dW1", "db2", "W1_new", "velocity_b2_new"} <= set(names)


def test_it_is_readable() -> None:
    text = str(Network([3, 4, 2], activation="sigmoid").step_program(5, SGD(0.3)))
    assert "a1: f64[5, 4] = sigmoid z1" in text
    assert "multiply 0.3 dW1" in text
    assert '"layer 1 / sigmoid"' in text


def test_it_is_gradient_descent() -> None:
    network = Network([3, 4, 2], activation="tanh", seed=1)
    out = interpret(network.step_program(5, SGD(0.3)), {**network.parameters, "step": 1, "x": X, "y": Y})
    derivation = network.derive(X, Y)
    for name, array in network.parameters.items():
        np.testing.assert_allclose(out[name], array - 0.3 * derivation.gradients[name], rtol=1e-13)
    assert out["L"] == pytest.approx(derivation.value)


def test_what_is_the_same_is_computed_once() -> None:
    program = Network([3, 4, 2], activation="tanh").step_program(5, Adam())
    powers = [e for e in program.equations if e.op.name == "power" and e.result.type.shape == ()]
    assert len(powers) == 2  # beta1**step and beta2**step, for all four parameters


def test_a_layer_without_bias() -> None:
    network = Network([3, Dense(4, "tanh", bias=False), Dense(2, bias=False)], seed=1)
    assert list(network.parameters) == ["W1", "W2"]
    np.testing.assert_allclose(
        network.predict_proba(X), np.tanh(X @ network.parameters["W1"]) @ network.parameters["W2"]
    )


def test_float32_stays_float32() -> None:
    program = Network([3, 4, 2], activation="gelu", dtype="float32").step_program(5, Adam()).check()
    assert {v.type.dtype for v in program.variables() if v.type.shape} <= {"f32", "bool"}
