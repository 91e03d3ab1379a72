"""scikit-learn's own checks of an estimator, every one of them: no failure is expected, none is listed."""

from typing import Any

import numpy as np
import pytest
from sklearn.utils.estimator_checks import parametrize_with_checks

import clearprop as cp
from clearprop.estimators import NetworkClassifier, NetworkRegressor

CHECKED = [
    NetworkClassifier(),
    NetworkRegressor(),
    NetworkClassifier(
        (16,), "tanh", optimizer="momentum", learning_rate=0.1, epochs=40, scale="standard", batch_size=16
    ),
    NetworkClassifier([8, cp.BatchNorm()], epochs=40, learning_rate=0.03, early_stopping=True, dtype="float32"),
    NetworkRegressor((), optimizer=cp.SGD(0.05, clip_norm=1.0), epochs=60),
    NetworkRegressor((8,), loss="huber", epochs=60, early_stopping=True, scale="minmax", schedule="cosine"),
    NetworkRegressor((16,), optimizer="adam", learning_rate=0.03, epochs=40, scale="none"),
]


@pytest.mark.filterwarnings("ignore::sklearn.exceptions.SkipTestWarning")
@parametrize_with_checks(CHECKED)
def test_scikit_learns_checks(estimator: Any, check: Any) -> None:
    check(estimator)


def test_a_broken_estimator_would_be_noticed() -> None:
    """The same checks find a classifier that forgets its labels, and a regressor that changes what it was given."""

    class NumbersOnly(NetworkClassifier):
        def fit(self, X: Any, y: Any) -> Any:
            super().fit(X, y).classes_ = np.arange(len(np.unique(y)))
            return self

    class Scales(NetworkRegressor):
        def fit(self, X: Any, y: Any) -> Any:
            self.batch_size = 8
            return super().fit(X, y)

    from sklearn.utils.estimator_checks import check_classifiers_classes, check_estimators_overwrite_params

    with pytest.raises(AssertionError):
        check_classifiers_classes("NumbersOnly", NumbersOnly((4,), epochs=40))
    with pytest.raises(AssertionError):
        check_estimators_overwrite_params("Scales", Scales((4,), epochs=2))
