"""What a user may write down for layers, and what is refused."""

import re

import numpy as np
import pytest

from clearprop.network import Network
from clearprop.nn import Architecture, Dense


@pytest.mark.parametrize(
    ("layers", "says"),
    [
        ([], "expected the number of features, then a layer or more"),
        ([3], "expected the number of features"),
        (3, "expected the number of features"),
        ([0, 2], "expected the number of features"),
        ([Dense(3), 2], "expected the number of features"),
        ([3, 0, 2], "a dense layer of 0 units"),
        ([3, 2.5], "a dense layer of 2.5 units"),
        ([3, "relu", 2], "a dense layer of 'relu' units"),
    ],
)
def test_layers_that_do_not_fit(layers: object, says: str) -> None:
    with pytest.raises(ValueError, match=re.escape(says)):
        Network(layers)  # type: ignore[arg-type]


def test_the_last_layers_activation_is_the_output() -> None:
    for network in (
        Network([3, Dense(2, "softmax")]),
        Network([3, 2], output="softmax"),
        Network([3, Dense(2, "softmax")], output="softmax"),
    ):
        assert network.architecture.output.name == "softmax"
        assert network.architecture.loss.name == "cross_entropy"
    with pytest.raises(
        ValueError, match="has the activation softmax, and the network the output sigmoid; leave one out"
    ):
        Network([3, Dense(2, "softmax")], output="sigmoid")


def test_layers_take_what_they_leave_open_from_the_network() -> None:
    network = Network([3, 4, Dense(5, "relu", init="zeros"), 2], activation="tanh", init="ones")
    assert (network.parameters["W1"] == 1).all() and (network.parameters["W2"] == 0).all()
    assert (network.parameters["W3"] == 1).all() and (network.parameters["b1"] == 0).all()
    assert "tanh, relu" in repr(network)


@pytest.mark.parametrize("dtype", ["float32", np.float32, np.dtype("float32")])
def test_dtypes(dtype: object) -> None:
    network = Network([np.int64(3), np.int32(2)], dtype=dtype)  # type: ignore[arg-type, list-item]
    assert network.parameters["W1"].dtype == np.float32
    assert network.predict_proba(np.ones((4, 3))).dtype == np.float32
    with pytest.raises(ValueError, match="no dtype 'int64'"):
        Network([3, 2], dtype="int64")


def test_json_and_back() -> None:
    made = Architecture.of([3, Dense(4, "tanh", bias=False), 2], "relu", "softmax", None, "he_normal", "float32")
    again = Architecture.from_json(made.to_json())
    assert again == made
    assert str(again) == "[3, 4, 2], tanh, output softmax, loss cross_entropy, float32"


def test_an_initialiser_of_another_shape() -> None:
    with pytest.raises(ValueError, match=r"gave the shape \[7\] for W1, not \[3, 2\]"):
        Network([3, 2], init=lambda shape, generator: np.ones(7))
