"""What the two estimators share: their parameters, and how these become a Network, its training and the attributes."""

from collections.abc import Sequence
from dataclasses import KW_ONLY, dataclass
from typing import Any

import numpy as np
from sklearn.base import BaseEstimator
from sklearn.utils import check_random_state
from sklearn.utils.validation import check_is_fitted, validate_data

from clearprop.network import Network
from clearprop.nn import Layer, Optimizer, Rescale
from clearprop.nn.choices import is_whole
from clearprop.train import defaults
from clearprop.train.data import Scaler, hold_out
from clearprop.train.early_stopping import EarlyStopping
from clearprop.train.rows import batch_of

CHOSEN_BY_THE_OPTIMIZER = ("learning_rate", "schedule", "weight_decay", "clip_norm")

MANY = 10_000
"""For so many rows weights decay where parts of the rows come one after another, whatever the size of a part."""


@dataclass(eq=False, repr=False)
class NetworkEstimator(BaseEstimator):  # type: ignore[misc]
    """A ``Network`` that is built when it is fitted, for the columns and targets that come."""

    hidden_layer_sizes: int | Sequence[int | Layer] = (100,)
    activation: Any = "relu"
    _: KW_ONLY
    optimizer: str | Optimizer | None = None
    learning_rate: float | None = None
    schedule: str | None = None
    weight_decay: float | None = None
    clip_norm: float | None = None
    batch_size: int | str | None = "auto"
    epochs: int | str = "auto"
    shuffle: bool = True
    scale: str = "auto"
    init: Any = "glorot_uniform"
    dtype: str = "float64"
    early_stopping: bool = False
    validation_fraction: float = 0.1
    n_iter_no_change: int = 10
    random_state: Any = None
    warm_start: bool = False
    verbose: bool = False

    @property
    def hidden(self) -> list[int | Layer]:
        """``hidden_layer_sizes`` as a list: one number is one layer."""
        sizes = self.hidden_layer_sizes
        return [sizes] if isinstance(sizes, int | np.integer | Layer) else list(sizes)

    def goes_on(self) -> bool:
        """Whether ``fit`` goes on with the network that there is."""
        return bool(self.warm_start) and hasattr(self, "network_")

    def built(self, X: np.ndarray, last: list[int | Layer], output: str, loss: Any) -> Network:
        """The network for these rows, which learns their scale.   X: f[rows, features]."""
        kind = defaults.scale_for(X) if self.scale == "auto" else self.scale
        scaler = Scaler(kind).fit(X)
        scaled = [] if kind == "none" else [Rescale(scaler.offset, scaler.scale)]  # type: ignore[arg-type]
        seed = int(check_random_state(self.random_state).randint(2**31 - 1))
        return Network(
            [X.shape[1], *scaled, *self.hidden, *last], activation=self.activation, output=output, loss=loss,
            init=self.init, dtype=self.dtype, seed=seed,
        )  # fmt: skip

    def trained(self, network: Network, X: np.ndarray, y: np.ndarray, **options: Any) -> Any:
        """The estimator itself, after ``network`` was trained on all the epochs."""
        stopping = []
        if self.early_stopping:
            stopping = [EarlyStopping(self.n_iter_no_change)]
            X, y, options["validation"] = self.held_out(network, X, y)
        batch = self.batch(network, len(X))
        epochs: Any = defaults.epochs_for(len(X), batch) if self.epochs == "auto" else self.epochs
        if not is_whole(epochs, 1):
            raise ValueError(f"epochs={epochs!r}: expected 'auto', or a whole number of at least 1.")
        updates = int(epochs) * defaults.updates_in_an_epoch(len(X), batch)
        network.forget()  # the rate of a schedule begins anew, so the optimiser does too
        network.fit(
            X, y, epochs=epochs, batch_size=batch, optimizer=self.rule(len(X), updates), shuffle=self.shuffle,
            progress=bool(self.verbose), callbacks=stopping, **options,
        )  # fmt: skip
        return self.fitted(network)

    def trained_on_part(self, network: Network, X: np.ndarray, y: np.ndarray, **options: Any) -> Any:
        """The estimator itself, after one more epoch on rows that may not be all; the optimiser's state goes on."""
        batch, rule = self.batch(network, len(X)), self.rule(MANY, None)
        network.fit(X, y, epochs=1, batch_size=batch, optimizer=rule, shuffle=self.shuffle, **options)
        return self.fitted(network)

    def held_out(self, network: Network, X: np.ndarray, y: np.ndarray) -> tuple[np.ndarray, np.ndarray, Any]:
        """Rows to train on, and (X, y) to validate on, classes in proportion."""
        if len(X) < 2:
            raise ValueError(
                f"early_stopping=True holds rows out, and there is n_samples={len(X)}; expected at least 2."
            )
        labels = y if y.ndim == 1 and y.dtype.kind == "i" else None
        train, test = hold_out(len(X), float(self.validation_fraction), network.seed, labels)
        return X[train], y[train], (X[test], y[test])

    def fitted(self, network: Network) -> Any:
        """The estimator with the attributes that scikit-learn's own networks have, and the network itself."""
        history = network.history
        self.network_ = network
        self.loss_curve_ = history.loss
        self.loss_ = history.loss[-1]
        self.n_iter_ = len(history)
        self.validation_scores_ = history.validation_metric if self.early_stopping else None
        self.n_outputs_ = network.architecture.outputs
        self.out_activation_ = network.architecture.output.name
        return self

    def batch(self, network: Network, rows: int) -> int:
        """Rows in a batch, at most as many as there are."""
        size: Any = self.batch_size
        return batch_of(min(size, rows) if is_whole(size, 1) else size, rows, network.architecture.least_rows)

    def rule(self, rows: int, updates: int | None) -> Optimizer:
        """The optimiser for so many updates; at a constant rate where None, since nobody knows how many there will be.

        ValueError for what contradicts itself.
        """
        if isinstance(self.optimizer, Optimizer):
            twice = [name for name in CHOSEN_BY_THE_OPTIMIZER if getattr(self, name) is not None]
            if twice:
                raise ValueError(
                    f"{twice[0]} belongs to {self.optimizer}; set it there, or give the optimiser by its name."
                )
            return self.optimizer
        widest = max((units_of(layer) for layer in self.hidden), default=1)
        return defaults.rule_for(
            widest, rows, updates or 1, self.optimizer, self.learning_rate, "constant" if updates is None else self.schedule,
            self.weight_decay, self.clip_norm,
        )  # fmt: skip

    def outputs(self, X: Any) -> np.ndarray:
        """y_hat of the network.   X: f[rows, features] -> y_hat: f[rows, outputs]."""
        check_is_fitted(self)
        X = validate_data(self, X, reset=False, dtype=np.float64)
        return self.network_.predict_proba(X).astype(np.float64, copy=False)


def units_of(layer: int | Layer) -> int:
    """How many units a layer has; 1 for one that has none of its own."""
    return int(getattr(layer, "units", 1)) if isinstance(layer, Layer) else int(layer)
