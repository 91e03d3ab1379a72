"""Figures that others published, reproduced to the digits that they printed: shared/REFERENCES.md, sections 1 and 2."""

import random
from pathlib import Path

import numpy as np
import pytest

from clearprop.network import Network
from clearprop.nn import SGD
from clearprop.train.data import load

ERRORS = (
    "6.350 5.531 5.221 4.951 4.519 4.173 3.835 3.506 3.192 2.898 "
    "2.626 2.377 2.153 1.953 1.774 1.614 1.472 1.346 1.233 1.132"
)
HIDDEN = [
    [-1.4688375095432327, 1.850887325439514, 1.0858178629550297],
    [0.37711098142462157, -0.0625909894552989, 0.2765123702642716],
]
OUTPUTS = [
    [2.515394649397849, -0.3391927502445985, -0.9671565426390275],
    [-2.5584149848484263, 1.0036422106209202, 0.42383086467582715],
]


def set_neurons(network: Network, layer: int, neurons: list[list[float]]) -> None:
    """The tutorial's list of neurons, each with its bias last, as our W and b."""
    columns = np.array(neurons).T
    network.parameters[f"W{layer}"], network.parameters[f"b{layer}"] = columns[:-1], columns[-1]


def tutorial_network() -> Network:
    """seed(1), initialize_network(2, 2, 2): random() for each neuron's weights and bias, layer after layer."""
    random.seed(1)
    network = Network([2, 2, 2], activation="sigmoid", output="sigmoid", loss="half_squared_error")
    for layer in (1, 2):
        set_neurons(network, layer, [[random.random() for _ in range(3)] for _ in range(2)])
    return network


@pytest.mark.data
def test_the_tutorials_twenty_epochs(data_folder: Path) -> None:
    data = load(data_folder / "mlm-contrived.csv")
    network = tutorial_network()
    history = network.fit(data.features, data.targets, epochs=20, batch_size=1, shuffle=False, optimizer=SGD(0.5))
    # it prints the unhalved sum over the rows, each before its own update
    assert " ".join(f"{2 * data.rows * loss:.3f}" for loss in history.loss) == ERRORS
    for layer, neurons in ((1, HIDDEN), (2, OUTPUTS)):
        np.testing.assert_allclose(network.parameters[f"W{layer}"], np.array(neurons)[:, :2].T, rtol=1e-12)
        np.testing.assert_allclose(network.parameters[f"b{layer}"], np.array(neurons)[:, 2], rtol=1e-12)
    assert (network.predict(data.features) == data.targets).all()


def test_the_tutorials_forward_pass() -> None:
    random.seed(1)
    network = Network([2, 1, 2], activation="sigmoid", output="sigmoid", loss="half_squared_error")
    for layer, (units, inputs) in enumerate([(1, 2), (2, 1)], 1):
        set_neurons(network, layer, [[random.random() for _ in range(inputs + 1)] for _ in range(units)])
    assert network.predict_proba([[1, 0]])[0].tolist() == pytest.approx(
        [0.6629970129852887, 0.7253160725279748], rel=1e-15
    )


@pytest.mark.data
@pytest.mark.slow
def test_the_tutorials_wheat_seeds(data_folder: Path) -> None:
    """Scores near the published 93.333 %; the published folds hang on the order of a set of strings."""
    from clearprop.train.data import Scaler, folds

    data = load(data_folder / "wheat-seeds.csv")
    scores = []
    for train, test in folds(data.rows, 5, 1, data.targets.astype(np.int64))[:2]:
        scaler = Scaler("minmax").fit(data.features[train])
        network = Network([7, 5, 3], activation="sigmoid", output="sigmoid", loss="half_squared_error", seed=1)
        network.fit(
            scaler.transform(data.features[train]), data.targets[train], epochs=120, batch_size=1, optimizer=SGD(0.3)
        )
        scores.append(network.evaluate(scaler.transform(data.features[test]), data.targets[test])["accuracy"])
    assert np.mean(scores) > 0.88


def mazur_network() -> Network:
    network = Network([2, 2, 2], activation="sigmoid", output="sigmoid", loss="half_squared_error")
    network.parameters.update(
        {"W1": [[0.15, 0.25], [0.2, 0.3]], "b1": [0.35, 0.35], "W2": [[0.4, 0.5], [0.45, 0.55]], "b2": [0.6, 0.6]}
    )
    return network


X, Y = [[0.05, 0.10]], [[0.01, 0.99]]


def test_mazurs_step_by_step_example() -> None:
    network = mazur_network()
    d = network.derive(X, Y)
    assert d.numbers["a1"][0].tolist() == pytest.approx([0.593269992, 0.596884378], abs=1e-9)
    assert d.numbers["y_hat"][0].tolist() == pytest.approx([0.75136507, 0.772928465], abs=1e-8)
    assert d.value == pytest.approx(0.298371109, abs=1e-9)
    assert d.gradients["W2"][0, 0] == pytest.approx(0.082167041, abs=1e-9)
    y_hat, a1 = d.numbers["y_hat"][0, 0], d.numbers["a1"][0, 0]
    factors = (y_hat - 0.01, y_hat * (1 - y_hat), a1)
    assert factors == pytest.approx((0.741365069, 0.186815602, 0.593269992), abs=1e-9)
    biases = {name: network.parameters[name].copy() for name in ("b1", "b2")}
    network.fit(X, Y, epochs=1, optimizer=SGD(0.5))
    assert network.parameters["W2"].T.ravel().tolist() == pytest.approx(
        [0.35891648, 0.408666186, 0.511301270, 0.561370121], abs=1e-8
    )
    assert network.parameters["W1"].T.ravel().tolist() == pytest.approx(
        [0.149780716, 0.19956143, 0.24975114, 0.29950229], abs=1e-8
    )
    network.parameters.update(biases)  # he leaves the biases where they are
    assert network.evaluate(X, Y)["loss"] == pytest.approx(0.291027774, abs=1e-9)


def test_mazurs_ten_thousand_updates() -> None:
    """The published 0.0000351085, which is reached after 9,999 updates, with the biases left where they are."""
    network = mazur_network()
    program = network.step_program(1, SGD(0.5))
    from clearprop.execute.interpret import interpret

    arrays = dict(network.parameters)
    for step in range(1, 10_000):
        out = interpret(program, {**arrays, "step": step, "x": np.array(X), "y": np.array(Y)})
        arrays |= {name: out[name] for name in ("W1", "W2")}
    network.parameters.update(arrays)
    assert network.evaluate(X, Y)["loss"] == pytest.approx(0.0000351085, abs=5e-11)


@pytest.mark.data
@pytest.mark.slow
def test_mnist_reaches_97_percent(data_folder: Path) -> None:
    """`clearprop train FOLDER --hidden 100 --activation relu --epochs 5` scores at least 0.97 on t10k."""
    from clearprop.app.settings import Settings
    from clearprop.app.training import train_and_score

    assert train_and_score(Settings(str(data_folder), hidden="100", activation="relu", epochs=5)).score >= 0.97
