"""The network out of a script's recording: whatever holds its weights, they give its predictions, and its updates."""

from pathlib import Path

import numpy as np
import pytest

from clearprop.read.forward import LOSSES
from clearprop.read.reader import answer
from clearprop.read.taken import Taken, predicted, taken

CORPUS = Path(__file__).parent / "corpus"
PLAIN = (
    "ours/lists_of_neurons", "ours/closures_relu", "ours/flat_vector_views", "ours/columns_binary",
    "ours/own_matrix_functions",
    "ours/named_scalars", "ours/tape_of_scalars", "ours/ones_column", "ours/counted_loops", "ours/softmax_regression",
    "by_contract/closures_and_reduce", "by_contract/thresholds_subtracted", "by_contract/only_functions",
)  # fmt: skip
"""Lists, objects, views, rows and columns, trained by plain gradient descent."""
STEP = 1e-6


def network_of(given: str | Path) -> Taken | None:
    return taken(*answer(given, fixes=False))


def loss(found: Taken, moment, weights, biases) -> float:
    """``factor`` times the sum over rows."""
    return found.factor * float(LOSSES[found.loss](predicted(moment.x, weights, biases, found.activations), moment.y))


def gradient(found: Taken, moment, arrays, k: int) -> np.ndarray:
    """Of one of the arrays, by central differences."""
    slopes = np.zeros(arrays[k].shape)
    depth = len(found.activations)
    for at in np.ndindex(slopes.shape):
        values = []
        for sign in (1, -1):
            moved = [array.copy() for array in arrays]
            moved[k][at] += sign * STEP
            values.append(loss(found, moment, moved[:depth], moved[depth:]))
        slopes[at] = (values[0] - values[1]) / (2 * STEP)
    return slopes


@pytest.mark.parametrize("name", PLAIN)
def test_what_was_taken_moves_as_the_script_did(name):
    found = network_of(CORPUS / f"{name}.py")
    first, second = found.updates[:2]
    arrays = [*first.weights, *first.biases]
    gradients = [gradient(found, first, arrays, k) for k in range(len(arrays))]
    changes = [after - before for before, after in zip(arrays, [*second.weights, *second.biases], strict=True)]
    trained = [k for k in range(len(arrays)) if k < len(first.weights) or found.biased[k - len(first.weights)]]
    flat = np.concatenate([gradients[k].ravel() for k in trained])
    moved = np.concatenate([changes[k].ravel() for k in trained])
    rate = -float(moved @ flat) / float(flat @ flat)
    assert rate > 0 and np.allclose(moved, -rate * flat, rtol=1e-4, atol=1e-6 * np.abs(moved).max())


def test_a_bias_that_all_units_share_belongs_to_each():
    found = network_of(CORPUS / "by_contract" / "suspicious_bias_kept.py")
    assert found.sizes == (2, 2, 2)
    assert [array.tolist() for array in found.updates[0].biases] == [[0.3, 0.3], [-0.2, -0.2]]
    assert found.updates[0].weights[0].tolist() == [[0.11, -0.33], [0.27, 0.42]]


@pytest.mark.parametrize("name", ["ours/skip_connection", "ours/dropout_rows", "by_contract/wiggle_gradient"])
def test_what_is_no_dense_network_is_none(name):
    assert network_of(CORPUS / f"{name}.py") is None


def test_the_rows_of_each_update_are_those_that_it_saw():
    found = network_of(CORPUS / "ours" / "lists_of_neurons.py")
    assert len({moment.x.tobytes() for moment in found.updates}) > 1
    assert all(moment.x.shape == (1, 2) and moment.y.shape == (1, 2) for moment in found.updates)
