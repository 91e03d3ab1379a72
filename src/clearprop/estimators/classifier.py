"""NetworkClassifier."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from sklearn.base import ClassifierMixin
from sklearn.utils.multiclass import check_classification_targets, type_of_target
from sklearn.utils.validation import column_or_1d, validate_data

from clearprop.estimators.base import NetworkEstimator


@dataclass(eq=False, repr=False)
class NetworkClassifier(ClassifierMixin, NetworkEstimator):  # type: ignore[misc]
    """y = the class with the largest of ŷ = softmax(z), z the network's last layer; trained by cross-entropy.

    X: f[rows, features], y: labels of any kind [rows], or 0 and 1 [rows, labels] where a row may have several (then
    ŷ = σ(z)) -> predict: as y, predict_proba: f[rows, classes].

    A ``cp.Network`` with scikit-learn's conventions: ``network_`` is that network, in the units of X. What is None or
    "auto" is chosen as ``clearprop train`` chooses it; the guide has the table. ``optimizer``: a name, or ``cp.SGD(0.1)``.

    >>> from sklearn.datasets import load_iris
    >>> X, y = load_iris(return_X_y=True)
    >>> model = NetworkClassifier((8,), epochs=100, random_state=1).fit(X, y)
    >>> model.score(X, y) > 0.95
    True
    >>> model.network_
    Network([4, 8, 3], relu, output softmax, loss cross_entropy, float64: 67 numbers to learn)
    """

    class_weight: Any = field(default=None, kw_only=True)

    def fit(self, X: Any, y: Any) -> "NetworkClassifier":
        """Trains anew, or with ``warm_start=True`` goes on. ValueError for data that does not fit, and for one class."""
        goes_on = self.goes_on()
        X, y = validate_data(self, X, y, multi_output=True, dtype=np.float64, reset=not goes_on)
        y = labels_of(y)
        classes = np.arange(y.shape[1]) if y.ndim == 2 else np.unique(y)
        if goes_on and not np.array_equal(classes, self.classes_):
            raise ValueError(f"warm_start=True: y has the classes {classes}, and the fit before had {self.classes_}.")
        return self.on_all_or_part(X, y, classes, goes_on, part=False)

    def partial_fit(self, X: Any, y: Any, classes: Any = None) -> "NetworkClassifier":
        """One more epoch on these rows; the first call names all ``classes`` and learns the scale of the columns."""
        goes_on = hasattr(self, "network_")
        if not goes_on and classes is None:
            raise ValueError("classes must be passed on the first call to partial_fit: later rows may have others.")
        X, y = validate_data(self, X, y, multi_output=True, dtype=np.float64, reset=not goes_on)
        return self.on_all_or_part(
            X, labels_of(y), self.classes_ if goes_on else np.unique(classes), goes_on, part=True
        )

    def on_all_or_part(
        self, X: np.ndarray, y: np.ndarray, classes: np.ndarray, goes_on: bool, part: bool
    ) -> "NetworkClassifier":
        """Checks the labels, builds the network where there is none yet, and trains it."""
        several, names = y.ndim == 2, classes.tolist()
        if len(names) < 2 and not several:
            raise ValueError(
                f"y has only one class, {names[0]!r}: there is nothing to tell apart; expected two or more."
            )
        if unknown := [] if several else [label for label in np.unique(y).tolist() if label not in names]:
            raise ValueError(f"y has the class {unknown[0]!r}; the classes are {', '.join(map(repr, names))}.")
        weights = self.weights(names, several, part)
        output, loss = ("sigmoid", "binary_cross_entropy") if several else ("softmax", "cross_entropy")
        network = self.network_ if goes_on else self.built(X, [len(names)], output, loss)
        self.classes_ = classes
        targets = y.astype(np.float64) if several else np.searchsorted(classes, y)
        train = self.trained_on_part if part else self.trained
        return train(network, X, targets, class_weight=weights)  # type: ignore[no-any-return]

    def weights(self, names: list[Any], several: bool, part: bool) -> Any:
        """``class_weight`` with the numbers of classes in the place of labels."""
        if self.class_weight is None:
            return None
        if several:
            raise ValueError("class_weight needs one class for each row, and y has several columns.")
        if isinstance(self.class_weight, Mapping):
            if unknown := [label for label in self.class_weight if label not in names]:
                raise ValueError(
                    f"class_weight has the class {unknown[0]!r}; the classes are {', '.join(map(repr, names))}."
                )
            return {names.index(label): weight for label, weight in self.class_weight.items()}
        if part and isinstance(self.class_weight, str):
            raise ValueError("partial_fit does not see how frequent classes are: give class_weight as {label: weight}.")
        return self.class_weight

    def predict(self, X: Any) -> np.ndarray:
        """The labels.   X: f[rows, features] -> labels [rows], or 0 and 1 [rows, labels]."""
        y_hat = self.outputs(X)
        if self.out_activation_ == "sigmoid":
            return (y_hat > 0.5).astype(np.int64)
        return self.classes_[np.argmax(y_hat, axis=1)]  # type: ignore[no-any-return]

    def predict_proba(self, X: Any) -> np.ndarray:
        """ŷ, the probability of each class in the order of ``classes_``.   X: f[rows, features] -> f[rows, classes]."""
        return self.outputs(X)

    def __sklearn_tags__(self) -> Any:
        tags = super().__sklearn_tags__()
        tags.classifier_tags.multi_label = True
        return tags


def labels_of(y: np.ndarray) -> np.ndarray:
    """Labels [rows], or 0 and 1 [rows, labels]. ValueError for measured numbers and for columns of anything else."""
    if y.ndim == 2 and y.shape[1] == 1:
        y = column_or_1d(y, warn=True)
    check_classification_targets(y)
    if y.ndim == 2 and type_of_target(y) != "multilabel-indicator":
        raise ValueError(
            "y has several columns that are not all 0 and 1; expected one label, or one yes or no a column."
        )
    return y
