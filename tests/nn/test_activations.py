"""Activations: by name, class, instance or a user's function; each with its right gradient inside a network."""

import numpy as np
import pytest

from clearprop.network import Network
from clearprop.nn import Dense, activation_of, activations
from clearprop.nn.activations import USUAL
from clearprop.ops import OPS
from clearprop.ops.leaky_relu import LeakyRelu
from clearprop.ops.sigmoid import Sigmoid

X = np.random.default_rng(5).normal(size=(5, 3))
Y = np.random.default_rng(6).normal(size=(5, 2))


def slope_along(network: Network, direction: dict[str, np.ndarray]) -> float:
    """The loss's slope along a direction of the parameters, by central differences."""
    before, h = dict(network.parameters), 1e-6
    found = []
    for sign in (1, -1):
        for name, array in before.items():
            network.parameters[name] = array + sign * h * direction[name]
        found.append(network.evaluate(X, Y)["loss"])
    network.parameters.update(before)
    return (found[0] - found[1]) / (2 * h)


def check_gradient(network: Network) -> None:
    generator = np.random.default_rng(1)
    direction = {name: generator.normal(size=array.shape) for name, array in network.parameters.items()}
    gradients = network.derive(X, Y).gradients
    expected = slope_along(network, direction)
    assert sum(np.sum(gradients[name] * direction[name]) for name in gradients) == pytest.approx(
        expected, rel=1e-6, abs=1e-9
    )


@pytest.mark.parametrize("name", [name for name in USUAL if name != "step"])
def test_gradient_of_a_network_with_each(name: str) -> None:
    check_gradient(Network([3, 4, 2], activation=name, loss="half_squared_error", init="normal", seed=1))


@pytest.mark.parametrize("name", ["sigmoid", "tanh", "softmax", "softplus", "relu"])
def test_as_an_output(name: str) -> None:
    check_gradient(Network([3, 4, 2], activation="tanh", output=name, loss="squared_error", seed=2))


def test_every_usual_one_is_there() -> None:
    assert [name for name in USUAL if name not in activations()] == []
    assert {"matmul", "sum", "concatenate", "add", "where", "cross_entropy"}.isdisjoint(activations())


def own_sigmoid(z: np.ndarray) -> np.ndarray:
    e = np.exp(-z)
    return 1 / (1 + e)


def written_into(z: np.ndarray) -> np.ndarray:
    a = z.copy()
    a[z < 0] *= 0.1
    return a


def branching(z: np.ndarray) -> np.ndarray:
    return z if z.sum() > 0 else -z


@pytest.mark.parametrize(
    ("choice", "name"),
    [(own_sigmoid, "sigmoid"), (Sigmoid, "sigmoid"), (Sigmoid(), "sigmoid"), ("logistic", "sigmoid"), (np.tanh, "tanh"),
     (lambda z: np.maximum(0, z), "relu"), (lambda z: np.where(z > 0, z, 0.01 * z), "leaky_relu")],
)  # fmt: skip
def test_what_is_meant_is_the_same(choice: object, name: str) -> None:
    ours, theirs = (Network([3, 4, 2], activation=a, seed=3) for a in (choice, name))  # type: ignore[arg-type]
    np.testing.assert_allclose(ours.predict_proba(X), theirs.predict_proba(X), rtol=1e-13)
    for key, gradient in theirs.derive(X, Y).gradients.items():
        np.testing.assert_allclose(ours.derive(X, Y).gradients[key], gradient, rtol=1e-12, atol=1e-15)


def test_a_function_that_writes_into_its_copy() -> None:
    ours, theirs = Network([3, 4, 2], activation=written_into), Network([3, 4, 2], activation=LeakyRelu(0.1))
    np.testing.assert_allclose(ours.predict_proba(X), theirs.predict_proba(X), rtol=1e-13)
    check_gradient(ours)


def test_names_inside_a_users_function_are_kept() -> None:
    assert "e" in Network([3, 4, 2], activation=own_sigmoid).derive(X, Y).numbers


def test_each_layer_may_have_its_own() -> None:
    network = Network([3, Dense(4, "tanh"), Dense(5, LeakyRelu(0.2)), 2])
    check_gradient(network)
    assert str(network.architecture).startswith("[3, 4, 5, 2], tanh, leaky_relu, output identity")


def test_errors_name_what_is_wrong() -> None:
    with pytest.raises(ValueError, match="no activation 'sigmiod'; did you mean 'sigmoid'"):
        activation_of("sigmiod")
    with pytest.raises(ValueError, match=r"no activation 'zzz'; choose one of .*tanh"):
        activation_of("zzz")
    with pytest.raises(ValueError, match="no activation 'matmul'"):
        activation_of(OPS["matmul"])
    with pytest.raises(ValueError, match=r"activation branching takes a branch by its input .*np\.where"):
        Network([3, 4, 2], activation=branching)
    with pytest.raises(ValueError, match=r"activation f makes f64\[1\] of f64\[1, 4\]"):
        Network([3, 4, 2], activation=lambda z: z.sum(axis=1))
    with pytest.raises(ValueError, match="expected a name"):
        activation_of(3)  # type: ignore[arg-type]
