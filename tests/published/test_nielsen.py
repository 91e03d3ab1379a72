"""Michael Nielsen, "Neural Networks and Deep Learning", 2015. His runs have no seed; our figures are medians over seeds."""

from pathlib import Path

import numpy as np
import pytest

import clearprop as cp
from clearprop.train.data import Dataset, load
from tests.published.conftest import Published
from tests.published.nielsen import STANDARD, right_after_each_epoch


@pytest.fixture(scope="module")
def mnist() -> dict[Path, Dataset]:
    return {}


@pytest.fixture
def data(data_folder: Path, mnist: dict[Path, Dataset]) -> Dataset:
    """Read once."""
    if not (data_folder / "train-images-idx3-ubyte.gz").is_file():
        pytest.skip(f"NO MNIST in {data_folder}: set CLEARPROP_DATA to the folder that has it")
    if data_folder not in mnist:
        mnist[data_folder] = load(data_folder)
    return mnist[data_folder]


@pytest.mark.data
@pytest.mark.slow
def test_chapter_1(data: Dataset, published: Published) -> None:
    """Three of the 30 epochs; `python -m tests.published.nielsen` makes all."""
    right = np.median([right_after_each_epoch(data, seed, 3) for seed in range(3)], axis=0)
    published("chapter 1: right, of 10,000, after epochs 0 to 2", "9129 9295 9348", right, within=120)


NEURON = {(0.6, 0.9): "0.82 0.09", (2.0, 2.0): "0.98 0.20"}
"""Weight and bias: the output before and after."""


@pytest.mark.parametrize("start", NEURON)
def test_chapter_3_one_neuron(start: tuple[float, float], published: Published) -> None:
    """It is to learn to turn 1 into 0; saturated, it hardly moves for half of the time."""
    net = cp.Network([1, 1], output="sigmoid", loss="half_squared_error")
    net.parameters.update({"W1": [[start[0]]], "b1": [start[1]]})
    outputs = []
    for _ in range(300):
        outputs.append(net.predict_proba([[1.0]]).item())
        net.fit([[1.0]], [[0.0]], epochs=1, optimizer=cp.SGD(0.15))
    outputs.append(net.predict_proba([[1.0]]).item())
    what = f"chapter 3: w {start[0]}, b {start[1]}: output before and after 300 steps"
    published(what, NEURON[start], outputs[::300])
    if start == (2.0, 2.0):
        assert outputs[150] > 0.9  # flat so far


DEPTHS = {2: "0.07 0.31", 3: "0.012 0.060 0.283", 4: "0.003 0.017 0.070 0.285"}


@pytest.mark.data
@pytest.mark.parametrize("hidden", DEPTHS)
def test_chapter_5_gradients_vanish(hidden: int, data: Dataset, published: Published) -> None:
    """‖∂L/∂b‖ of each hidden layer of 30 before training, over 1,000 images; weights N(0, 1/inputs), cross-entropy."""
    norms = np.array([norms_of_gradients(data, hidden, seed) for seed in range(20)])
    printed = DEPTHS[hidden]
    published(f"chapter 5: norms of the gradients of {hidden} hidden layers", printed, np.median(norms, axis=0), 0.03)
    drawn = [float(text) for text in printed.split()]
    assert (norms.min(axis=0) <= drawn).all() and (norms.max(axis=0) >= drawn).all()  # he might have drawn them


def norms_of_gradients(data: Dataset, hidden: int, seed: int) -> list[float]:
    layers = [784, *(cp.Dense(units, bias_init=STANDARD) for units in [30] * hidden + [10])]
    net = cp.Network(
        layers, activation="sigmoid", output="sigmoid", loss="binary_cross_entropy", init="lecun_normal", seed=seed
    )
    d = net.derive(data.features[:1000], data.targets[:1000])
    return [float(np.linalg.norm(d.gradients[f"b{layer}"])) for layer in range(1, hidden + 1)]
