"""Network: parameters, training that goes on, predictions, files, and sentences for what does not fit."""

import signal
import threading
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from clearprop.network import Network, load
from clearprop.nn import SGD, Adam, BatchNorm, Constant, Dense, Dropout, LayerNorm, Linear, Momentum, Residual, RMSProp
from clearprop.train.data.errors import DataError
from clearprop.train.diverged import Diverged
from clearprop.train.history import Record
from clearprop.train.trainer import Point

GENERATOR = np.random.default_rng(0)
X = GENERATOR.normal(size=(50, 3))
LABELS = (X[:, 0] + X[:, 1] > 0).astype(int) + (X[:, 2] > 1)
NUMBERS = X @ [1.0, -2.0, 0.5] + 3


def classifier(**options: object) -> Network:
    return Network([3, 5, 3], activation="tanh", output="softmax", seed=1, **options)  # type: ignore[arg-type]


def same(first: Network, second: Network) -> bool:
    return all((first.parameters[name] == second.parameters[name]).all() for name in first.parameters)


def test_same_seed_same_bits() -> None:
    for _ in range(2):
        first, second = classifier(), classifier()
        first.fit(X, LABELS, epochs=3)
        second.fit(X, LABELS, epochs=3)
        assert same(first, second)
    assert not same(first, Network([3, 5, 3], activation="tanh", output="softmax", seed=2))


@pytest.mark.parametrize("optimizer", [SGD(0.1), Momentum(0.1), Adam(0.01)])
def test_it_goes_on_where_it_was(optimizer: object) -> None:
    once, twice = classifier(), classifier()
    whole = once.fit(X, LABELS, epochs=5, optimizer=optimizer)  # type: ignore[arg-type]
    parts = [twice.fit(X, LABELS, epochs=n, optimizer=optimizer) for n in (2, 3)]  # type: ignore[arg-type]
    assert same(once, twice)
    assert whole.loss == [*parts[0].loss, *parts[1].loss] == twice.history.loss
    assert [record.epoch for record in parts[1]] == [3, 4, 5]


def test_reset_starts_anew() -> None:
    network, fresh = classifier(), classifier()
    network.fit(X, LABELS, epochs=2)
    assert not same(network, fresh)
    assert same(network.reset(), fresh)
    assert len(network.history) == 0
    network.fit(X, LABELS, epochs=2)
    fresh.fit(X, LABELS, epochs=2)
    assert same(network, fresh)


def test_setting_parameters() -> None:
    network = classifier()
    network.parameters["b1"] = [1, 2, 3, 4, 5]
    assert network.parameters["b1"].dtype == np.float64
    network.parameters["W1"][0, 2] = 7.0
    assert network.derive(X, LABELS).numbers["W1"][0, 2] == 7.0
    with pytest.raises(ValueError, match=r"W1 has the shape \[3, 5\]; an array of the shape \[5, 3\] does not fit"):
        network.parameters["W1"] = np.ones((5, 3))
    with pytest.raises(KeyError, match="no parameter 'W3'; the parameters are W1, b1, W2, b2"):
        network.parameters["W3"] = 1.0
    with pytest.raises(TypeError, match="cannot be deleted"):
        del network.parameters["W1"]
    assert "W3" not in network.parameters and len(network.parameters) == 4


def test_a_parameter_that_was_set_starts_the_optimiser_anew() -> None:
    first, second = classifier(), classifier()
    first.fit(X, LABELS, epochs=2, shuffle=False, optimizer=Momentum(0.1))
    second.parameters.update(first.parameters)
    first.parameters["b1"] = first.parameters["b1"]
    for network in (first, second):
        network.fit(X, LABELS, epochs=1, shuffle=False, optimizer=Momentum(0.1))
    assert same(first, second)


def test_linear_regression_finds_the_line() -> None:
    network = Network([3, 1])
    history = network.fit(X, NUMBERS, epochs=200, batch_size=None, optimizer=SGD(0.3))
    np.testing.assert_allclose(network.parameters["W1"][:, 0], [1, -2, 0.5], atol=1e-6)
    np.testing.assert_allclose(network.parameters["b1"], [3], atol=1e-6)
    assert network.predict(X).shape == (50,)
    assert network.evaluate(X, NUMBERS)["r2"] == pytest.approx(1)
    assert history.metric_name == "r2" and history[-1].updates == 200


def test_logistic_regression_is_scikit_learns() -> None:
    from sklearn.linear_model import LogisticRegression

    y = (NUMBERS + GENERATOR.normal(size=50) > 3).astype(int)
    theirs = LogisticRegression(C=1e9, tol=1e-10, max_iter=10_000).fit(X, y)
    network = Network([3, 1], output="sigmoid", init="zeros")
    network.fit(X, y, epochs=4000, batch_size=None, optimizer=Momentum(0.5))
    np.testing.assert_allclose(network.parameters["W1"][:, 0], theirs.coef_[0], rtol=1e-3)
    assert (network.predict(X) == theirs.predict(X)).all()
    np.testing.assert_allclose(network.predict_proba(X)[:, 0], theirs.predict_proba(X)[:, 1], atol=1e-4)


def test_predictions_of_classes() -> None:
    network = classifier()
    assert network.predict(X).dtype.kind == "i"  # by its loss, before any fit
    network.fit(X, LABELS, epochs=60, optimizer=Adam(0.03))
    p = network.predict_proba(X)
    np.testing.assert_allclose(p.sum(axis=1), 1)
    assert (network.predict(X) == p.argmax(axis=1)).all()
    assert network.evaluate(X, LABELS)["accuracy"] == np.mean(network.predict(X) == LABELS) > 0.9
    assert network.evaluate(X, np.eye(3)[LABELS]) == network.evaluate(X, LABELS)


def test_a_network_that_was_fitted_to_classes_predicts_them_whatever_its_loss() -> None:
    network = Network([3, 4, 3], activation="sigmoid", output="sigmoid", loss="half_squared_error")
    assert network.predict(X).shape == (50, 3)
    network.fit(X, LABELS, epochs=1)
    assert network.predict(X).shape == (50,)


def test_many_rows_at_once_are_as_few() -> None:
    network = classifier()
    many = GENERATOR.normal(size=(5000, 3))
    labels = GENERATOR.integers(0, 3, 5000)
    np.testing.assert_allclose(network.predict_proba(many)[4990:], network.predict_proba(many[4990:]), rtol=1e-12)
    p = network.predict_proba(many)
    expected = -np.mean(np.log(p[np.arange(5000), labels]))
    assert network.evaluate(many, labels)["loss"] == pytest.approx(expected)
    assert network.predict_proba(np.empty((0, 3))).shape == (0, 3)


def test_history_validation_and_callbacks() -> None:
    network = classifier()
    seen: list[tuple[int, float]] = []
    told: list[int] = []

    def watch(record: Record) -> None:
        seen.append((record.epoch, float(network.parameters["b2"][0])))

    history = network.fit(
        X, LABELS, epochs=10, validation=(X[:10], LABELS[:10]), progress=lambda record, epochs: told.append(epochs),
        callbacks=[watch, lambda record: record.epoch == 4],
    )  # fmt: skip
    assert len(history) == 4 and told == [10] * 4
    assert [epoch for epoch, _ in seen] == [1, 2, 3, 4]
    assert len({b2 for _, b2 in seen}) == 4  # the parameters of that moment
    found = network.evaluate(X[:10], LABELS[:10])
    assert (history[-1].validation_loss, history[-1].validation_metric) == (found["loss"], found["accuracy"])
    assert history[-1].updates == 8 and history.seconds > 0


def test_validation_on_a_share_leaves_these_rows_out() -> None:
    history = classifier().fit(X, LABELS, epochs=1, batch_size=1, validation=0.2)
    assert history[0].updates == 40 and history[0].validation_loss is not None


def test_the_history_is_of_each_row_before_its_update() -> None:
    network = classifier()
    before = network.evaluate(X, LABELS)
    record = network.fit(X, LABELS, epochs=1, batch_size=None)[0]
    assert record.loss == pytest.approx(before["loss"])
    assert record.metric == before["accuracy"]


def test_a_rate_that_diverges_keeps_the_last_good_parameters() -> None:
    network = Network([3, 5, 1], seed=1)
    network.fit(X, NUMBERS, epochs=1, optimizer=SGD(0.01))
    with pytest.raises(
        Diverged, match=r"training diverged at update \d+ \(epoch \d+\): .*; try a smaller learning rate"
    ) as raised:
        network.fit(X, NUMBERS, epochs=50, optimizer=SGD(10.0))
    assert all(np.isfinite(array).all() for array in network.parameters.values())
    assert np.isfinite(network.evaluate(X, NUMBERS)["loss"])
    assert raised.value.history is not None
    network.fit(X, NUMBERS, epochs=1, optimizer=SGD(1e-6))


def test_a_rate_that_adam_survives_is_found_by_its_loss() -> None:
    with pytest.raises(Diverged, match="the loss rose to"):
        classifier().fit(X, LABELS, epochs=5, optimizer=Adam(1e8))


def test_ctrl_c_keeps_the_last_good_parameters() -> None:
    network = classifier()
    records: list[int] = []

    def interrupt(record: object, epochs: int) -> None:
        records.append(1)
        if len(records) == 3:
            signal.raise_signal(signal.SIGINT)

    assert threading.current_thread() is threading.main_thread()
    with pytest.raises(KeyboardInterrupt):
        network.fit(X, LABELS, epochs=10, progress=interrupt)
    other = classifier()
    other.fit(X, LABELS, epochs=3)
    assert same(network, other)
    assert len(network.history) == 3


def test_files(tmp_path: Path) -> None:
    network = Network(
        [3, Dense(4, "leaky_relu", init=Constant(0.5)), Dense(3, bias=False)], output="softmax", dtype="float32", seed=4
    )
    network.fit(X, LABELS, epochs=2)
    network.save(tmp_path / "m", {"note": "mine"})
    again = load(tmp_path / "m")
    assert same(network, again) and again.about == {"note": "mine"}
    assert repr(again) == repr(network)
    assert again.history.records == network.history.records
    np.testing.assert_array_equal(again.predict(X), network.predict(X))
    again.fit(X, LABELS, epochs=1, optimizer=SGD(0.1))
    network.fit(X, LABELS, epochs=1, optimizer=SGD(0.1))
    assert same(network, again)  # the order of rows goes on, too
    assert same(again.reset(), network.reset())


EVERY_LAYER = [3, BatchNorm(), Dropout(0.25), Residual([LayerNorm(), Dense(4, "tanh")], project=True), 3]


@pytest.mark.parametrize("optimizer", [Momentum(0.1), Adam(0.01), Adam(Linear(0.01, 20)), RMSProp(0.01)], ids=repr)
def test_training_goes_on_after_a_file_as_if_never_interrupted(optimizer: Any, tmp_path: Path) -> None:
    once, twice = (Network(EVERY_LAYER, output="softmax", seed=2) for _ in range(2))
    whole = once.fit(X, LABELS, epochs=5, batch_size=8, optimizer=optimizer)
    twice.fit(X, LABELS, epochs=2, batch_size=8, optimizer=optimizer)
    twice.save(tmp_path / "m")
    again = load(tmp_path / "m")
    again.save(tmp_path / "copy")  # a file of a file holds as much
    again = load(tmp_path / "copy")
    again.fit(X, LABELS, epochs=3, batch_size=8, optimizer=optimizer)
    assert {name: array.tolist() for name, array in once.arrays.items()} == {
        name: array.tolist() for name, array in again.arrays.items()
    }
    assert again.history.loss == whole.loss and again.history[-1].updates == whole[-1].updates
    anew = load(tmp_path / "m")
    record = anew.fit(X, LABELS, epochs=1, batch_size=8, optimizer=SGD(0.1))[0]
    assert record.updates == 7 and record.epoch == 3  # another optimiser starts anew


def test_a_file_with_an_optimisers_state_of_another_shape(tmp_path: Path) -> None:
    network = classifier()
    network.fit(X, LABELS, epochs=1, optimizer=Momentum(0.1))
    assert network.training is not None
    arrays = dict(network.training[1].arrays)
    arrays["velocity_W1"] = np.zeros((2, 2))
    network.training = (Momentum(0.1), Point(arrays, 1, 1))
    network.save(tmp_path / "m")
    with pytest.raises(DataError, match="the arrays are not those of"):
        load(tmp_path / "m")


def test_a_file_that_was_changed(tmp_path: Path) -> None:
    network = classifier()
    network.parameters.arrays["W1"] = np.ones((2, 2))
    network.save(tmp_path / "m")
    with pytest.raises(DataError, match="the arrays are not those of"):
        load(tmp_path / "m")


def test_a_users_own_function_cannot_be_saved(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="the activation f is a function of yours, which a file cannot hold"):
        Network([3, 4, 2], activation=lambda z: z * z).save(tmp_path / "m")
    with pytest.raises(ValueError, match="the loss f is a function of yours"):
        Network([3, 2], loss=lambda y_hat, y: np.mean((y_hat - y) ** 2)).save(tmp_path / "m")
    assert not list(tmp_path.iterdir())


def test_a_schedule_goes_down_to_nothing() -> None:
    network, constant = classifier(), classifier()
    network.fit(X, LABELS, epochs=1, batch_size=None, optimizer=SGD(Linear(0.1, 1)))
    constant.fit(X, LABELS, epochs=1, batch_size=None, optimizer=SGD(0.1))
    assert same(network, constant)
    network.fit(X, LABELS, epochs=3, batch_size=None, optimizer=SGD(Linear(0.1, 1)))
    assert same(network, constant)


@pytest.mark.parametrize(
    ("options", "says"),
    [
        ({"batch_size": 51}, "a batch of 51 is larger than the data, which has 50 rows"),
        ({"batch_size": 0}, "batch_size=0: expected a whole number of at least 1"),
        ({"batch_size": 2.5}, r"batch_size=2\.5"),
        ({"epochs": -1}, "epochs=-1: expected a whole number"),
        ({"epochs": 1.5}, r"epochs=1\.5"),
        ({"optimizer": "sdg"}, "no optimiser 'sdg'; did you mean 'sgd'?"),
        ({"optimizer": 0.1}, "optimizer=0.1: expected cp.SGD"),
        ({"validation": 1.5}, "expected a number between 0 and 1"),
    ],
)
def test_options_that_do_not_fit(options: dict[str, object], says: str) -> None:
    with pytest.raises(ValueError, match=says):
        classifier().fit(X, LABELS, **options)  # type: ignore[arg-type]


def test_data_that_does_not_fit() -> None:
    network = classifier()
    with pytest.raises(ValueError, match=r"X has the shape \[50, 2\]; this network takes \[rows, 3\]"):
        network.fit(X[:, :2], LABELS)
    with pytest.raises(ValueError, match=r"X has the shape \[3\]"):
        network.predict(X[0])
    with pytest.raises(ValueError, match="X has 50 rows and Y has 49"):
        network.fit(X, LABELS[:-1])
    with pytest.raises(ValueError, match="there are no rows"):
        network.fit(X[:0], LABELS[:0])
    with pytest.raises(ValueError, match="NaN or infinity, first in row 2"):
        network.predict(np.where(np.arange(50)[:, None] == 2, np.nan, X))
    with pytest.raises(ValueError, match="X holds <U1"):
        network.predict([["a", "b", "c"]])
    with pytest.raises(ValueError, match="seed=-1"):
        Network([3, 2], seed=-1)
