"""Matt Mazur, "A Step by Step Backpropagation Example", 2015: 2-2-2, sigmoid, one row, biases left alone."""

import numpy as np
import pytest

import clearprop as cp
from tests.published.conftest import Published
from tests.published.emitted import Training
from tests.render.running import needs_compiler

X, Y = np.array([[0.05, 0.10]]), np.array([[0.01, 0.99]])
RATE = cp.SGD(0.5)


@pytest.fixture
def network() -> cp.Network:
    network = cp.Network([2, 2, 2], activation="sigmoid", output="sigmoid", loss="half_squared_error")
    network.parameters.update(
        {"W1": [[0.15, 0.25], [0.20, 0.30]], "b1": [0.35, 0.35], "W2": [[0.40, 0.50], [0.45, 0.55]], "b2": [0.60, 0.60]}
    )
    return network


def test_forward(network: cp.Network, published: Published) -> None:
    d = network.derive(X, Y)
    published("hidden outputs", ".593269992 .596884378", d.numbers["a1"])
    published("outputs", ".75136507 .772928465", d.numbers["y_hat"])
    published("error", ".298371109", d.value)
    published("its two parts", ".274811083 .023560026", (d.numbers["y_hat"] - Y) ** 2 / 2, within=1e-9)


def test_the_gradient_of_one_weight_and_its_three_factors(network: cp.Network, published: Published) -> None:
    d = network.derive(X, Y)
    factors = d.factors("W2", (0, 0))
    published("∂E/∂w5", ".082167041", d.gradients["W2"][0, 0])
    published("its three factors", ".741365069 .186815602 .593269992", three(factors), within=1e-9)
    assert np.prod(three(factors)) == pytest.approx(d.gradients["W2"][0, 0], rel=1e-14)


def three(factors) -> list[float]:
    return [factors.error_signal, factors.slope, factors.input]


def test_one_step(network: cp.Network, published: Published) -> None:
    biases = {name: network.parameters[name].copy() for name in ("b1", "b2")}
    network.fit(X, Y, epochs=1, optimizer=RATE)
    published("w5 to w8", ".35891648 .408666186 .511301270 .561370121", network.parameters["W2"].T)
    published("w1 to w4", ".149780716 .19956143 .24975114 .29950229", network.parameters["W1"].T)
    network.parameters.update(biases)
    error = network.evaluate(X, Y)["loss"]
    published("error after one step", ".291027924", error, within=2e-7)
    assert error == pytest.approx(0.291027774, abs=5e-10)  # he went on with rounded weights


@needs_compiler
def test_ten_thousand_steps(network: cp.Network, published: Published) -> None:
    """What he prints is reached after 9,999 updates."""
    program = network.step_program(1, RATE)
    for bias in ("b1", "b2"):
        program.outputs[bias] = program.input(bias)  # he leaves them where they are
    network.parameters.update(Training(program.check())(network.parameters, X, Y, np.zeros(9_999)))
    published("error after 10,000 steps", ".0000351085", network.evaluate(X, Y)["loss"])
