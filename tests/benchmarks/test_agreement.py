"""No time is printed before the peers' weights agree: a planted wrong gradient is refused, and named."""

import numpy as np
import pytest

from benchmarks.engine.agreement import Disagree, agreed
from benchmarks.engine.cells import TUTORIAL
from benchmarks.engine.data import data_of
from benchmarks.peers import python_peer
from benchmarks.peers.clearprop_peer import NumpyTarget
from benchmarks.peers.peer import Peer
from benchmarks.peers.python_peer import PythonPeer

CELL = TUTORIAL.of_updates(60)
DATA = data_of(CELL)


def trained(kind: type[Peer]) -> list[np.ndarray]:
    peer = kind(CELL, DATA.x, DATA.y, DATA.parameters)
    peer.epochs(1)
    return peer.weights()


@pytest.fixture(scope="module")
def right() -> dict[str, list[np.ndarray]]:
    return {"NumPy target": trained(NumpyTarget), "Python": trained(PythonPeer)}


def test_peers_that_train_the_same_agree(right: dict[str, list[np.ndarray]]) -> None:
    assert agreed(right, DATA.parameters, "float64") < 1e-12


def test_a_forgotten_slope_is_refused_and_named(
    right: dict[str, list[np.ndarray]], monkeypatch: pytest.MonkeyPatch
) -> None:
    deltas_of = python_peer.deltas_of

    def without_slope(layers: list, outputs: list, expected: list) -> list:
        first, last = deltas_of(layers, outputs, expected)
        return [[delta / (a * (1 - a)) for delta, a in zip(first, outputs[1], strict=True)], last]

    monkeypatch.setattr(python_peer, "deltas_of", without_slope)
    with pytest.raises(Disagree, match=r"W1 differs .*: forgetful "):
        agreed({**right, "forgetful": trained(PythonPeer)}, DATA.parameters, "float64")


def test_a_bias_that_does_not_learn_is_refused_in_single_precision_too(right: dict[str, list[np.ndarray]]) -> None:
    W1, b1, W2, _ = right["Python"]
    with pytest.raises(Disagree, match=r"b2 differs .*: idle "):
        agreed({**right, "idle": [W1, b1, W2, DATA.parameters[3]]}, DATA.parameters, "float32")


def test_weights_that_are_no_numbers_are_refused(right: dict[str, list[np.ndarray]]) -> None:
    W1, b1, W2, b2 = right["Python"]
    with pytest.raises(Disagree, match="lost nan"):
        agreed({**right, "lost": [W1 * np.nan, b1, W2, b2]}, DATA.parameters, "float32")


def test_a_few_weights_at_a_kink_may_differ_in_single_precision() -> None:
    rng = np.random.default_rng(0)
    before = [rng.normal(size=(50, 20)), np.zeros(20)]
    after = [array + 0.01 for array in before]
    kinked = [after[0].copy(), after[1]]
    kinked[0][:20, 3] += 0.005
    assert agreed({"one": after, "other": kinked, "third": after}, before, "float32") == 0
    kinked[0][:, 3] += 0.005
    with pytest.raises(Disagree, match="W1 differs"):
        agreed({"one": after, "other": kinked, "third": after}, before, "float32")
