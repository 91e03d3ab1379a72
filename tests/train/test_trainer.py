"""The driver around the step: which rows, in which order, and what happens where the numbers are left."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import pytest

from clearprop.train.diverged import Diverged
from clearprop.train.history import Record
from clearprop.train.outcomes import Outcome
from clearprop.train.targets import Targets
from clearprop.train.trainer import Point, Trainer

X = np.arange(7.0)[:, None]
TARGETS = Targets(X, Outcome("numbers"))


class Watched:
    """Stands for the step: notes the batches that it is given, and answers as it is told."""

    def __init__(self, bad_loss_at: int = 0, bad_parameter_at: int = 0) -> None:
        self.batches: list[list[float]] = []
        self.bad_loss_at, self.bad_parameter_at = bad_loss_at, bad_parameter_at

    def __call__(self, program: Any, given: Mapping[str, Any]) -> dict[str, np.ndarray]:
        assert program == len(given["x"])
        step = given["step"]
        self.batches.append(given["x"][:, 0].tolist())
        loss = np.nan if step == self.bad_loss_at else float(np.mean(given["x"]))
        new = np.inf if step == self.bad_parameter_at else given["W1"] + 1
        return {"W1": np.asarray(new), "L": np.asarray(loss), "y_hat": given["x"]}


def trainer(step: Watched, batch_size: int = 3, shuffle: bool = False, seed: int = 1) -> Trainer:
    return Trainer(lambda size: size, Point({"W1": np.array(0.0)}), X, TARGETS, batch_size, shuffle, seed, step)  # type: ignore[arg-type, return-value]


def one_epoch(training: Trainer) -> Record:
    [record] = training.epochs(1)
    return record


def test_the_last_smaller_batch_is_trained_too_and_counts_by_its_rows() -> None:
    step = Watched()
    done = one_epoch(trainer(step))
    assert step.batches == [[0, 1, 2], [3, 4, 5], [6]]
    assert done.loss == pytest.approx(np.mean(X))
    assert done.metric == 1  # y_hat is X, row by row


def test_shuffling_is_by_seed_and_different_in_each_epoch() -> None:
    runs = []
    for seed in (1, 1, 2):
        step = Watched()
        training = trainer(step, 7, shuffle=True, seed=seed)
        assert one_epoch(training).metric == 1  # back in the rows' own order
        one_epoch(training)
        runs.append(step.batches)
    assert runs[0] == runs[1] != runs[2]
    assert runs[0][0] != runs[0][1]
    assert sorted(runs[0][0]) == X[:, 0].tolist()


def test_a_loss_that_is_not_finite_leaves_the_parameters_before_the_last_update() -> None:
    training = trainer(Watched(bad_loss_at=5))
    one_epoch(training)
    with pytest.raises(
        Diverged, match=r"diverged at update 5 \(epoch 2\): the loss became nan; try a smaller"
    ) as raised:
        one_epoch(training)
    assert (raised.value.update, raised.value.epoch) == (5, 2)
    assert training.point.arrays["W1"] == 3  # update 4 led to the nan; the parameters before it had a finite loss


def test_a_parameter_that_is_not_finite_is_found_at_its_update() -> None:
    training = trainer(Watched(bad_parameter_at=2))
    with pytest.raises(Diverged, match=r"at update 2 \(epoch 1\): W1 is no longer finite"):
        one_epoch(training)
    assert training.point.arrays["W1"] == 1


def test_a_loss_that_explodes_is_divergence_too() -> None:
    class Exploding(Watched):
        def __call__(self, program: Any, given: Mapping[str, Any]) -> dict[str, np.ndarray]:
            return super().__call__(program, given) | {"L": np.asarray(1e20 if given["step"] == 3 else 1.0)}

    with pytest.raises(Diverged, match=r"at update 3 .*the loss rose to 1e\+20"):
        one_epoch(trainer(Exploding()))


def test_a_start_that_is_bad_already_is_not_blamed_on_the_rate() -> None:
    with pytest.raises(Diverged, match="already with the parameters that it started from"):
        one_epoch(trainer(Watched(bad_loss_at=1)))
