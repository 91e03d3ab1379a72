"""The cells build: rows, targets, starting weights and our network of each; and what the command says of a wrong name."""

from dataclasses import replace

import numpy as np
import pytest

from benchmarks.engine.cells import NETWORKS, Cell, cells, growing
from benchmarks.engine.command import main
from benchmarks.engine.data import data_of
from benchmarks.peers.clearprop_peer import NumpyTarget

EVERY = [*cells(), *(cell for _, _, cell in growing())]


@pytest.mark.parametrize("cell", EVERY, ids=lambda cell: cell.title)
def test_a_cell_builds(cell: Cell) -> None:
    few = cell.of_updates(2)
    data = data_of(few)
    assert data.x.shape == (2 * cell.batch, cell.sizes[0]) and data.y.shape == (2 * cell.batch, cell.sizes[-1])
    assert {array.dtype.name for array in (data.x, data.y, *data.parameters)} == {cell.dtype}
    assert sum(array.size for array in data.parameters) == cell.parameters
    peer = NumpyTarget(few, data.x, data.y, data.parameters)
    assert all(np.array_equal(*pair) for pair in zip(peer.weights(), data.parameters, strict=True))


def test_a_cell_survives_being_told_to_another_process() -> None:
    assert [Cell.from_json(cell.to_json()) for cell in EVERY] == EVERY


def test_titles_tell_the_cells_apart() -> None:
    assert len({cell.title for cell in EVERY}) == len(EVERY) == 2 * len(NETWORKS) + 19


def test_the_work_is_that_of_the_products() -> None:
    (iris, _) = cells(["iris"])
    forward = 2 * 16 * (4 * 16 + 16 * 3)
    assert iris.work == 2 * forward + 2 * 16 * 16 * 3


def test_a_name_that_is_none_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--only", "irises", "--optimizer", "sgd"]) == 2
    assert "irises" in capsys.readouterr().err


def test_orders_are_those_that_fit_draws() -> None:
    """Trained in another order the weights would differ by far more than rounding."""
    (cell,) = cells(["iris"], ("sgd",))
    few = cell.of_updates(10)
    data = data_of(few)
    fitted = NumpyTarget(few, data.x, data.y, data.parameters)
    fitted.epochs(2)
    by_hand = NumpyTarget(few, data.x, data.y, data.parameters)
    by_hand.cell = replace(few, shuffled=False)
    for done in range(2):
        fitted.epochs_done = done
        order = fitted.order()
        by_hand.x, by_hand.y = data.x[order], data.y[order]
        by_hand.epochs(1)
    for array, other in zip(fitted.weights(), by_hand.weights(), strict=True):
        np.testing.assert_allclose(array, other, rtol=1e-5, atol=1e-7)
