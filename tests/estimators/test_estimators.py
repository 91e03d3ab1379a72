"""The estimators in scikit-learn's company: pipelines, searches, frames, labels, parts, and the network inside."""

import pickle
import subprocess
import sys
from typing import Any

import joblib
import numpy as np
import pandas as pd
import polars as pl
import pytest
from sklearn.base import clone
from sklearn.compose import make_column_transformer
from sklearn.datasets import load_diabetes, load_iris, load_wine
from sklearn.exceptions import NotFittedError
from sklearn.model_selection import GridSearchCV, cross_val_score
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler

import clearprop as cp
from clearprop.estimators import NetworkClassifier, NetworkRegressor
from clearprop.train.diverged import Diverged

IRIS, KINDS = load_iris(return_X_y=True)
NAMES = load_iris().target_names[KINDS]
LINES, SLOPES = np.random.default_rng(0).normal(size=(80, 3)), np.array([[1.0, -20.0], [2.0, 0.0], [0.5, 10.0]])
NUMBERS = LINES @ SLOPES + [500.0, 3.0]


def quick(**options: Any) -> NetworkClassifier:
    return NetworkClassifier((8,), **{"epochs": 60, "learning_rate": 0.03, "random_state": 1, **options})


def test_text_labels_and_probabilities() -> None:
    model = quick().fit(IRIS, NAMES)
    assert list(model.classes_) == ["setosa", "versicolor", "virginica"]
    assert model.score(IRIS, NAMES) > 0.95
    p = model.predict_proba(IRIS)
    np.testing.assert_allclose(p.sum(axis=1), 1)
    assert (model.classes_[p.argmax(axis=1)] == model.predict(IRIS)).all()
    assert model.n_features_in_ == 4 and model.n_outputs_ == 3 and model.n_iter_ == 60
    assert len(model.loss_curve_) == 60 and model.loss_ == model.loss_curve_[-1] < model.loss_curve_[0]


def test_the_network_inside_takes_the_rows_as_they_are() -> None:
    X, y = load_wine(return_X_y=True)
    model = quick().fit(X, y)
    assert "Rescale" in repr(model.network_)
    np.testing.assert_array_equal(model.network_.predict(X), model.predict(X))
    derivation = model.network_.derive(X[:5], y[:5])
    assert derivation.gradients["W1"].shape == (13, 8)
    assert derivation.value == pytest.approx(-np.mean(np.log(model.predict_proba(X[:5])[np.arange(5), y[:5]])))
    regressor = NetworkRegressor((8,), epochs=60, random_state=1).fit(LINES, NUMBERS)
    np.testing.assert_array_equal(regressor.network_.predict_proba(LINES), regressor.predict(LINES))
    assert regressor.network_.evaluate(LINES, NUMBERS)["r2"] == pytest.approx(regressor.score(LINES, NUMBERS))
    assert set(regressor.network_.derive(LINES[:5], NUMBERS[:5]).gradients) == {"W1", "b1", "W2", "b2"}


def test_several_outputs_in_their_own_units() -> None:
    model = NetworkRegressor((), epochs=200, learning_rate=0.03, random_state=1).fit(LINES, NUMBERS)
    assert model.predict(LINES).shape == (80, 2)
    np.testing.assert_allclose(model.predict(LINES), NUMBERS, rtol=0.02, atol=0.5)
    one = NetworkRegressor((), epochs=200, learning_rate=0.03, random_state=1).fit(LINES, NUMBERS[:, 0])
    assert one.predict(LINES).shape == (80,) and one.score(LINES, NUMBERS[:, 0]) > 0.999


def test_the_unit_of_the_target_does_not_matter() -> None:
    small, large = (
        NetworkRegressor((8,), optimizer="sgd", epochs=20, random_state=1).fit(LINES, unit * NUMBERS[:, 0])
        for unit in (0.001, 1000.0)
    )
    np.testing.assert_allclose(1e6 * small.predict(LINES), large.predict(LINES), rtol=1e-6)


def test_rows_with_several_labels() -> None:
    y = np.stack([KINDS > 0, KINDS > 1, IRIS[:, 0] > 5.8], axis=1).astype(int)
    model = quick(epochs=100).fit(IRIS, y)
    assert model.predict(IRIS).shape == y.shape and model.score(IRIS, y) > 0.8
    assert model.out_activation_ == "sigmoid" and model.predict_proba(IRIS).shape == y.shape
    with pytest.raises(ValueError, match="class_weight needs one class for each row"):
        quick(class_weight="balanced").fit(IRIS, y)


def test_pipeline_search_and_cross_validation() -> None:
    assert cross_val_score(make_pipeline(StandardScaler(), quick()), IRIS, NAMES, cv=3).mean() > 0.9
    grid = {"learning_rate": [0.0001, 0.03], "hidden_layer_sizes": [(4,), (8,)], "optimizer": ["adam", "sgd"]}
    search = GridSearchCV(quick(epochs=20), grid, cv=3).fit(IRIS, NAMES)
    assert search.best_params_["learning_rate"] == 0.03
    assert search.best_estimator_.score(IRIS, NAMES) > 0.9


@pytest.mark.parametrize("kind", ["pandas", "polars"])
def test_frames(kind: str) -> None:
    columns = {f"c{number}": IRIS[:, number] for number in range(4)}
    frame = pd.DataFrame(columns) if kind == "pandas" else pl.DataFrame(columns)
    target = pd.Series(NAMES) if kind == "pandas" else pl.Series(list(NAMES))
    model = quick().fit(frame, target)
    assert list(model.feature_names_in_) == ["c0", "c1", "c2", "c3"]
    np.testing.assert_array_equal(model.predict(frame), quick().fit(IRIS, NAMES).predict(IRIS))
    with pytest.raises(ValueError, match="feature names should match"):
        model.predict(frame[["c1", "c0", "c2", "c3"]])
    piped = make_pipeline(StandardScaler().set_output(transform=kind), quick()).fit(frame, target)
    assert list(piped[-1].feature_names_in_) == ["c0", "c1", "c2", "c3"] and piped.score(frame, target) > 0.9


def test_columns_of_text_through_a_column_transformer() -> None:
    frame = pd.DataFrame({"colour": np.where(KINDS == 0, "red", "blue"), "width": IRIS[:, 3]})
    encode = make_column_transformer(
        (OneHotEncoder(sparse_output=False), ["colour"]), remainder="passthrough", verbose_feature_names_out=False
    ).set_output(transform="pandas")
    model = make_pipeline(encode, quick()).fit(frame, NAMES)
    assert list(model[-1].feature_names_in_) == ["colour_blue", "colour_red", "width"]
    assert model.score(frame, NAMES) > 0.9


def test_clones_copies_and_joblib(tmp_path: Any) -> None:
    model = quick().fit(IRIS, NAMES)
    fresh = clone(model)
    assert fresh.get_params() == model.get_params() and not hasattr(fresh, "network_")
    joblib.dump(model, tmp_path / "model")
    for again in (pickle.loads(pickle.dumps(model)), joblib.load(tmp_path / "model")):
        np.testing.assert_array_equal(again.predict_proba(IRIS), model.predict_proba(IRIS))
        again.partial_fit(IRIS, NAMES)
        assert again.n_iter_ == 61 and model.n_iter_ == 60


def test_parts() -> None:
    model = quick(learning_rate=0.02)
    order = np.random.default_rng(0).permutation(150)
    with pytest.raises(ValueError, match="classes must be passed on the first call to partial_fit"):
        model.partial_fit(IRIS, NAMES)
    for _ in range(30):
        for part in np.array_split(order, 3):
            model.partial_fit(IRIS[part], NAMES[part], classes=np.unique(NAMES))
    assert model.score(IRIS, NAMES) > 0.9 and model.n_iter_ == 90
    with pytest.raises(
        ValueError, match="y has the class 'tulip'; the classes are 'setosa', 'versicolor', 'virginica'"
    ):
        model.partial_fit(IRIS[:2], ["tulip", "setosa"])
    regressor = NetworkRegressor((), learning_rate=0.03, random_state=0)
    for _ in range(60):
        regressor.partial_fit(LINES, NUMBERS)
    assert regressor.score(LINES, NUMBERS) > 0.9


def test_the_state_of_the_optimiser_goes_on_between_parts() -> None:
    """Two parts are two epochs: with momentum the second step depends on the first."""
    parts = quick(optimizer="momentum", shuffle=False, scale="none")
    for _ in range(2):
        parts.partial_fit(IRIS, KINDS, classes=[0, 1, 2])
    whole = quick(optimizer="momentum", shuffle=False, scale="none", epochs=2).fit(IRIS, KINDS)
    np.testing.assert_allclose(parts.predict_proba(IRIS), whole.predict_proba(IRIS), rtol=1e-10)


def test_warm_start_goes_on() -> None:
    model = quick(warm_start=True, epochs=5).fit(IRIS, NAMES)
    first, before = model.loss_, model.predict_proba(IRIS)
    model.fit(IRIS, NAMES)  # the rate, which had gone down to nothing, begins anew
    assert model.n_iter_ == 10 and model.loss_ < first
    assert np.abs(model.predict_proba(IRIS) - before).max() > 0.01
    with pytest.raises(ValueError, match="warm_start=True: y has the classes"):
        model.fit(IRIS, KINDS)
    cold = quick(epochs=5).fit(IRIS, NAMES)
    assert cold.fit(IRIS, NAMES).n_iter_ == 5


def test_random_state() -> None:
    one, same, other = (quick(random_state=seed, epochs=2).fit(IRIS, NAMES) for seed in (1, 1, 2))
    np.testing.assert_array_equal(one.predict_proba(IRIS), same.predict_proba(IRIS))
    assert not np.array_equal(one.predict_proba(IRIS), other.predict_proba(IRIS))
    generator = np.random.RandomState(3)
    assert quick(random_state=generator, epochs=1).fit(IRIS, NAMES).network_.seed != generator.randint(2**31 - 1)


def test_early_stopping() -> None:
    model = quick(epochs=500, early_stopping=True, n_iter_no_change=5, validation_fraction=0.2).fit(IRIS, NAMES)
    assert model.n_iter_ < 500 and len(model.validation_scores_) == model.n_iter_
    assert model.network_.history[0].updates == 4  # batches of 32 of the 120 rows that are not held out
    losses = model.network_.history.validation_loss
    assert int(np.argmin(losses)) == model.n_iter_ - 6  # the best, and five more
    assert model.score(IRIS, NAMES) > 0.9


def test_class_weight_by_label() -> None:
    rare = np.r_[50:60, 100:150]
    noisy = IRIS[rare] + np.random.default_rng(0).normal(0, 1, (60, 4))
    count = {
        str(weight): (quick(class_weight=weight).fit(noisy, NAMES[rare]).predict(noisy) == "versicolor").sum()
        for weight in (None, "balanced", {"versicolor": 1000.0, "virginica": 0.001})
    }
    assert list(count.values()) == sorted(count.values()) and len(set(count.values())) == 3
    with pytest.raises(ValueError, match="partial_fit does not see how frequent classes are"):
        quick(class_weight="balanced").partial_fit(IRIS, NAMES, np.unique(NAMES))
    with pytest.raises(ValueError, match="class_weight has the class 'tulip'; the classes are 'setosa'"):
        quick(class_weight={"tulip": 2}).fit(IRIS, NAMES)


def test_optimisers_and_schedules() -> None:
    model = quick(optimizer=cp.SGD(cp.schedules.Cosine(0.5, 300), clip_norm=1.0), learning_rate=None).fit(IRIS, NAMES)
    assert model.score(IRIS, NAMES) > 0.9
    assert (
        quick(optimizer="nesterov", schedule="step_decay", weight_decay=0.001).fit(IRIS, NAMES).score(IRIS, NAMES) > 0.9
    )
    with pytest.raises(ValueError, match=r"learning_rate belongs to SGD\(learning_rate=0.1\); set it there"):
        quick(optimizer=cp.SGD(0.1), learning_rate=0.2).fit(IRIS, NAMES)
    with pytest.raises(Diverged, match="try a smaller learning rate"):
        NetworkRegressor((8,), optimizer="sgd", learning_rate=50.0, epochs=50).fit(LINES, NUMBERS)


def test_a_list_of_layers() -> None:
    model = NetworkClassifier([cp.Dense(8, "tanh"), cp.LayerNorm(), cp.Dropout(0.1)], epochs=40, random_state=0)
    assert model.fit(IRIS, NAMES).score(IRIS, NAMES) > 0.9
    assert NetworkClassifier(8, epochs=1).fit(IRIS, NAMES).network_.parameters["W1"].shape == (4, 8)


@pytest.mark.parametrize(
    ("options", "y", "says"),
    [
        ({}, np.zeros(150, int), "y has only one class, 0"),
        ({}, IRIS[:, 0], "Unknown label type: continuous"),
        ({}, np.stack([KINDS, KINDS], axis=1), "y has several columns that are not all 0 and 1"),
        ({"epochs": 0}, KINDS, "epochs=0: expected 'auto', or a whole number of at least 1"),
        ({"scale": "tidy"}, KINDS, "expected one of minmax, standard, none"),
        ({"optimizer": "adem"}, KINDS, "did you mean 'adam'"),
        ({"schedule": "cosin"}, KINDS, "did you mean 'cosine'"),
        ({"activation": "rely"}, KINDS, "did you mean 'relu'"),
        ({"batch_size": 0}, KINDS, "batch_size=0"),
        ({"validation_fraction": 1.5, "early_stopping": True}, KINDS, "expected a number between 0 and 1"),
    ],
)
def test_what_does_not_fit(options: dict[str, Any], y: np.ndarray, says: str) -> None:
    with pytest.raises(ValueError, match=says):
        quick(**options).fit(IRIS, y)


def test_a_regressor_needs_a_loss_for_numbers() -> None:
    with pytest.raises(ValueError, match="loss='cross_entropy' is for classes"):
        NetworkRegressor(loss="cross_entropy").fit(LINES, NUMBERS)
    with pytest.raises(NotFittedError):
        NetworkRegressor().predict(LINES)


def test_without_scikit_learn_there_is_one_line_that_says_what_to_type() -> None:
    script = (
        "import sys; sys.modules['sklearn'] = None\n"
        "import clearprop as cp; cp.Network([2, 1])\n"
        "try: cp.NetworkClassifier\n"
        "except ImportError as problem: print(problem)"
    )
    found = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout
    assert found.count("\n") == 1 and "pip install 'clearprop[sklearn]'" in found


@pytest.mark.slow
@pytest.mark.parametrize(
    ("load", "least"), [(load_iris, 0.955), (load_wine, 0.965), (load_diabetes, 0.40)], ids=["iris", "wine", "diabetes"]
)
def test_defaults_are_within_a_point_of_scikit_learns_network(load: Any, least: float) -> None:
    """``least`` is a point below MLPClassifier with its defaults, on raw or on standardised columns: the better of both."""
    X, y = load(return_X_y=True)
    generator = np.random.default_rng(1)
    order = generator.permutation(len(X))
    kind = NetworkRegressor if load is load_diabetes else NetworkClassifier
    assert cross_val_score(kind(random_state=1), X[order], y[order], cv=5).mean() >= least
