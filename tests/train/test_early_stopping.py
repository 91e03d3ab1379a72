"""Early stopping: when it ends, what it puts back, and what it says where it cannot watch."""

import numpy as np
import pytest

from clearprop.network import Network
from clearprop.nn import SGD, Adam, BatchNorm, Dense
from clearprop.train.early_stopping import EarlyStopping
from clearprop.train.history import Record

GENERATOR = np.random.default_rng(0)
X = GENERATOR.normal(size=(60, 3))
LABELS = (X[:, 0] + GENERATOR.normal(size=60) > 0).astype(int)
NEW_X = GENERATOR.normal(size=(200, 3))
NEW_LABELS = (NEW_X[:, 0] + GENERATOR.normal(size=200) > 0).astype(int)


def overfitting(**options: object) -> Network:
    return Network([3, 50, 2], output="softmax", seed=1, **options)  # type: ignore[arg-type]


def stopped(*losses: float, patience: int = 2, least: float = 0.0) -> int:
    """After how many epochs with these losses it ends."""
    stopping = EarlyStopping(patience, "loss", least)
    network = overfitting()
    stopping.begin(network)
    answers = [stopping(Record(epoch, loss, 0.5, 0.0, epoch)) for epoch, loss in enumerate(losses, 1)]
    return answers.index(True) + 1 if True in answers else 0


def test_patience_counts_epochs_without_a_better_one() -> None:
    assert stopped(5, 4, 3, 3, 3) == 5
    assert stopped(5, 6, 4, 5, 6) == 5
    assert stopped(5, 6, 4, 5, 3) == 0
    assert stopped(5, 5) == 0 and stopped(5, 5, 5) == 3
    assert stopped(5, 4.9, 4.8, 4.7) == 0 and stopped(5, 4.9, 4.8, 4.7, least=0.5) == 3


def test_the_best_parameters_come_back() -> None:
    network = overfitting()
    seen: list[float] = []
    stopping = EarlyStopping(patience=8)
    history = network.fit(
        X, LABELS, epochs=500, optimizer=Adam(0.01), validation=(NEW_X, NEW_LABELS),
        callbacks=[lambda record: seen.append(network.evaluate(NEW_X, NEW_LABELS)["loss"]), stopping],
    )  # fmt: skip
    best = int(np.argmin(seen)) + 1
    assert len(history) == best + 8 < 500
    assert stopping.best is not None and stopping.best.epoch == best
    assert network.evaluate(NEW_X, NEW_LABELS)["loss"] == min(seen) < seen[-1]


def test_a_training_that_only_gets_better_is_left_alone() -> None:
    one, other = overfitting(), overfitting()
    one.fit(X, LABELS, epochs=5, batch_size=None, optimizer=SGD(0.01), callbacks=[EarlyStopping(2)])
    other.fit(X, LABELS, epochs=5, batch_size=None, optimizer=SGD(0.01))
    for name in one.parameters:
        np.testing.assert_array_equal(one.parameters[name], other.parameters[name])
    assert one.training is not None  # the optimiser's state is kept, too


def test_accuracy_is_to_grow() -> None:
    stopping = EarlyStopping(3, "validation_accuracy")
    network = overfitting()
    history = network.fit(
        X, LABELS, epochs=200, optimizer=Adam(0.01), validation=(NEW_X, NEW_LABELS), callbacks=[stopping]
    )
    scores = [score or 0.0 for score in history.validation_metric]
    assert len(history) == scores.index(max(scores)) + 4
    assert network.evaluate(NEW_X, NEW_LABELS)["accuracy"] == max(scores)


def test_running_statistics_come_back_too() -> None:
    network = Network([3, 20, BatchNorm(), 2], output="softmax", seed=1)
    losses: list[float] = []
    network.fit(
        X, LABELS, epochs=300, optimizer=Adam(0.02), validation=(NEW_X, NEW_LABELS),
        callbacks=[lambda record: losses.append(record.validation_loss or 0.0), EarlyStopping(5)],
    )  # fmt: skip
    assert losses[-1] > min(losses)
    assert network.evaluate(NEW_X, NEW_LABELS)["loss"] == min(losses)


def test_it_can_be_used_again_and_after_an_interruption() -> None:
    stopping = EarlyStopping(3)
    first, second = overfitting(), overfitting()
    first.fit(X, LABELS, epochs=50, optimizer=Adam(0.05), validation=0.3, callbacks=[stopping])
    second.fit(X, LABELS, epochs=50, optimizer=Adam(0.05), validation=0.3, callbacks=[stopping])
    for name in first.parameters:
        np.testing.assert_array_equal(first.parameters[name], second.parameters[name])

    def interrupt(record: Record) -> None:
        if record.epoch == stopping.best.epoch + 2:  # type: ignore[union-attr]
            raise KeyboardInterrupt

    third = overfitting()
    with pytest.raises(KeyboardInterrupt):
        third.fit(X, LABELS, epochs=50, optimizer=Adam(0.05), validation=0.3, callbacks=[stopping, interrupt])
    for name in first.parameters:
        np.testing.assert_array_equal(first.parameters[name], third.parameters[name])


@pytest.mark.parametrize(
    ("options", "says"),
    [
        ({"patience": 0}, "patience=0: expected a whole number of epochs"),
        ({"patience": 2.5}, r"patience=2\.5"),
        ({"metric": "f1"}, "metric='f1': expected None or one of loss, metric, accuracy, r2, validation_loss"),
        ({"least": -1}, "least=-1"),
    ],
)
def test_options_that_do_not_fit(options: dict[str, object], says: str) -> None:
    with pytest.raises(ValueError, match=says):
        EarlyStopping(**options)  # type: ignore[arg-type]


def test_what_is_not_measured() -> None:
    network = overfitting()
    with pytest.raises(ValueError, match=r"fit has no validation rows; give it validation=0\.2"):
        network.fit(X, LABELS, epochs=2, callbacks=[EarlyStopping(metric="validation_loss")])
    with pytest.raises(ValueError, match="metric='r2': this network's targets are measured by accuracy"):
        network.fit(X, LABELS, epochs=2, callbacks=[EarlyStopping(metric="r2")])
    line = Network([3, Dense(1)])
    line.fit(X, X[:, 0], epochs=2, callbacks=[EarlyStopping(metric="r2")])
    with pytest.raises(ValueError, match="give it to fit as callbacks"):
        EarlyStopping()(Record(1, 1.0, 1.0, 0.0, 1))
