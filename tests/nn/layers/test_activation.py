"""An activation as a layer."""

import numpy as np
import pytest

from clearprop.network import Network
from clearprop.nn import Activation, Dense, Dropout

from .networks import NUMBERS, X


def test_it_is_its_function() -> None:
    net = Network([4, Dense(5, "identity"), Activation("leaky_relu"), 2], seed=1)
    numbers = net.derive(X, NUMBERS).numbers
    np.testing.assert_allclose(numbers["a2"], np.where(numbers["z1"] > 0, numbers["z1"], 0.01 * numbers["z1"]))
    same = Network([4, Dense(5, "leaky_relu"), 2], seed=1)
    np.testing.assert_array_equal(net.predict_proba(X), same.predict_proba(X))


def test_as_the_last_layer_it_is_the_networks_output() -> None:
    net = Network([4, 5, 3, Activation("softmax")], activation="tanh", seed=1)
    assert net.architecture == Network([4, 5, 3], activation="tanh", output="softmax").architecture
    assert "loss cross_entropy" in repr(net)
    with pytest.raises(
        ValueError, match="the last layer has the activation softmax, and the network the output sigmoid"
    ):
        Network([4, 3, Activation("softmax")], output="sigmoid")


def test_nothing_to_learn() -> None:
    for layers in ([4, Activation("tanh")], [4, Dropout(0.5)], [4, Activation("tanh"), Activation("tanh")]):
        with pytest.raises(ValueError, match="none of them has anything to learn; add a Dense layer"):
            Network(layers)


def test_a_name_that_is_none() -> None:
    with pytest.raises(ValueError, match="no activation 'sigmod'; did you mean 'sigmoid'"):
        Activation("sigmod")
