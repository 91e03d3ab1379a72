"""Early stopping: an end to the training once it has not got better for a while, and the best parameters back."""

import math
from collections.abc import Mapping
from typing import Any, Protocol

import numpy as np

from clearprop.nn.choices import is_number, is_whole
from clearprop.train.history import History, Record

FIELDS = {"loss": "loss", "metric": "metric", "accuracy": "metric", "r2": "metric"}
METRICS = (*FIELDS, *(f"validation_{name}" for name in FIELDS))


class Trained(Protocol):
    """What is stopped: a Network."""

    parameters: Any
    statistics: Any
    history: History


class EarlyStopping:
    """Ends ``fit`` after ``patience`` epochs without a better ``metric``, and puts the best epoch's parameters back.

    ``metric``: "loss", "accuracy" or "r2", or one of them after "validation_"; None is "validation_loss" where fit has
    validation rows, else "loss". Better is by more than ``least``. Afterwards ``best`` is the best epoch's record.
    Prechelt 1998. Raises ValueError for a metric that the training does not measure.

    >>> EarlyStopping(patience=5, metric="validation_accuracy")
    EarlyStopping(patience=5, metric='validation_accuracy', least=0.0)
    """

    def __init__(self, patience: int = 10, metric: str | None = None, least: float = 0.0) -> None:
        if not is_whole(patience, 1):
            raise ValueError(f"patience={patience!r}: expected a whole number of epochs of at least 1.")
        if metric is not None and metric not in METRICS:
            raise ValueError(f"metric={metric!r}: expected None or one of {', '.join(METRICS)}.")
        if not (is_number(least) and 0 <= least < math.inf):
            raise ValueError(f"least={least!r}: expected a number of at least 0, by how much better an epoch must be.")
        self.patience, self.metric, self.least = int(patience), metric, least
        self.network: Trained | None = None
        self.best: Record | None = None

    def begin(self, network: Trained) -> None:
        """Before the first epoch."""
        asked = (self.metric or "").removeprefix("validation_")
        measured = network.history.metric_name
        if asked in ("accuracy", "r2") and asked != measured:
            raise ValueError(f"metric={self.metric!r}: this network's targets are measured by {measured}.")
        self.network, self.best = network, None
        self.kept: dict[str, np.ndarray] = {}

    def __call__(self, record: Record) -> bool:
        """After each epoch: whether that was enough."""
        if self.network is None:
            raise ValueError("EarlyStopping watches a network; give it to fit as callbacks=[...].")
        if self.best is None or self.score(record) > self.score(self.best) + self.least:
            self.best = record
            arrays = {**self.network.parameters, **self.network.statistics}
            self.kept = {name: array.copy() for name, array in arrays.items()}
        return record.epoch - self.best.epoch >= self.patience

    def end(self, network: Trained) -> None:
        """After the last epoch, whatever ended it."""
        if self.best is not None and network.history[-1].epoch != self.best.epoch:
            for arrays in (network.parameters, network.statistics):
                arrays.update({name: self.kept[name] for name in arrays})
        self.network = None

    def remembered(self) -> tuple[dict[str, Any], dict[str, np.ndarray]]:
        """For a checkpoint: the best record, and the arrays of that moment."""
        return {"best": None if self.best is None else self.best.to_json()}, self.kept

    def recall(self, description: Mapping[str, Any], arrays: Mapping[str, np.ndarray]) -> None:
        """From a checkpoint: goes on with what ``remembered`` gave."""
        self.best = Record.from_json(description["best"]) if description["best"] else None
        self.kept = dict(arrays)

    def score(self, record: Record) -> float:
        """What is to grow: the metric, or the loss with its sign changed."""
        name = self.metric or ("loss" if record.validation_loss is None else "validation_loss")
        asked = name.removeprefix("validation_")
        value = getattr(record, name.replace(asked, FIELDS[asked]))
        if value is None:
            raise ValueError(f"metric={name!r}: fit has no validation rows; give it validation=0.2, or a pair (X, Y).")
        return -value if asked == "loss" else float(value)

    def __repr__(self) -> str:
        return f"EarlyStopping(patience={self.patience}, metric={self.metric!r}, least={self.least})"
