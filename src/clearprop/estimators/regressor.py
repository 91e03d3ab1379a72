"""NetworkRegressor."""

from dataclasses import dataclass, field
from typing import Any

import numpy as np
from sklearn.base import RegressorMixin
from sklearn.utils.validation import column_or_1d, validate_data

from clearprop.estimators.base import NetworkEstimator
from clearprop.network import Network
from clearprop.nn import Dense, Layer, Rescale, ScaledLoss, activation_of, loss_of
from clearprop.train.data import Scaler


@dataclass(eq=False, repr=False)
class NetworkRegressor(RegressorMixin, NetworkEstimator):  # type: ignore[misc]
    """y = the outputs of a network, trained by half the squared error in units of the targets' standard deviations.

    X: f[rows, features], y: f[rows] or f[rows, outputs] -> predict: as y.

    A ``cp.Network`` with scikit-learn's conventions: ``network_`` is that network, in the units of X and y. What is None
    or "auto" is chosen as ``clearprop train`` chooses it; the guide has the table. ``optimizer``: a name, or
    ``cp.SGD(0.1)``. ``loss``: also "absolute_error", "huber", ... With ``scale="none"`` neither X nor y are scaled.

    >>> from sklearn.datasets import load_diabetes
    >>> X, y = load_diabetes(return_X_y=True)
    >>> model = NetworkRegressor((8,), epochs=20, random_state=1).fit(X, y)
    >>> model.score(X, y) > 0.4
    True
    >>> model.network_.predict(X[:2]).shape
    (2,)
    """

    loss: Any = field(default="half_squared_error", kw_only=True)

    def fit(self, X: Any, y: Any) -> "NetworkRegressor":
        """Trains anew, or with ``warm_start=True`` goes on. ValueError for data that does not fit."""
        goes_on = self.goes_on()
        X, y = self.checked(X, y, goes_on)
        return self.trained(self.network_ if goes_on else self.network_for(X, y), X, y)  # type: ignore[no-any-return]

    def partial_fit(self, X: Any, y: Any) -> "NetworkRegressor":
        """One more epoch on these rows; the first call learns the scale of columns and targets."""
        goes_on = hasattr(self, "network_")
        X, y = self.checked(X, y, goes_on)
        return self.trained_on_part(self.network_ if goes_on else self.network_for(X, y), X, y)  # type: ignore[no-any-return]

    def checked(self, X: Any, y: Any, goes_on: bool) -> tuple[np.ndarray, np.ndarray]:
        X, y = validate_data(self, X, y, multi_output=True, y_numeric=True, dtype=np.float64, reset=not goes_on)
        if y.ndim == 2 and y.shape[1] == 1:
            y = column_or_1d(y, warn=True)
        return X, y.astype(np.float64, copy=False)

    def network_for(self, X: np.ndarray, y: np.ndarray) -> Network:
        """The network for these rows, with the scale of both.   X: f[rows, features], y: f[rows] or f[rows, outputs]."""
        rows = y.reshape(len(y), -1)
        loss = loss_of(self.loss, activation_of("identity"))
        if loss.classifies:
            raise ValueError(f"loss={loss.name!r} is for classes; choose half_squared_error, absolute_error or huber.")
        last: list[int | Layer] = [rows.shape[1]]
        if self.scale != "none":
            scaler = Scaler("standard").fit(rows)
            offset, scale = scaler.offset, scaler.scale
            last = [Dense(rows.shape[1], "identity"), Rescale(offset, scale, inverse=True)]  # type: ignore[arg-type]
            loss = ScaledLoss.of(loss, offset, scale)  # type: ignore[arg-type]
        return self.built(X, last, "identity", loss)

    def predict(self, X: Any) -> np.ndarray:
        """ŷ in the units of y.   X: f[rows, features] -> f[rows] or f[rows, outputs]."""
        y_hat = self.outputs(X)
        return y_hat[:, 0] if self.network_.outcome.flat else y_hat

    def __sklearn_tags__(self) -> Any:
        tags = super().__sklearn_tags__()
        tags.target_tags.multi_output = True
        return tags
