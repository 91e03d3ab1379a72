"""What training recorded, epoch by epoch."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, overload

from clearprop.explain.health import Health
from clearprop.train.diverged import Diverged


@dataclass(frozen=True)
class Record:
    """One epoch. ``loss`` and ``metric`` are of the training rows, each as it was before its row's update; seconds are
    those of the training alone; ``updates`` counts all since the optimiser started. ``health`` is the gradient's, where
    it was looked at.
    """

    epoch: int
    loss: float
    metric: float
    seconds: float
    updates: int
    validation_loss: float | None = None
    validation_metric: float | None = None
    health: Health | None = None

    def to_json(self) -> dict[str, Any]:
        """A dict of what JSON has."""
        health = None if self.health is None else self.health.to_json()
        return {**{name: value for name, value in vars(self).items() if name != "health"}, "health": health}

    @staticmethod
    def from_json(stored: dict[str, Any]) -> "Record":
        """The record of which ``to_json`` gave ``stored``."""
        health = stored.get("health")
        return Record(**{**stored, "health": None if health is None else Health.from_json(health)})


class History(Sequence[Record]):
    """The records of some epochs, and lists over them: ``history.loss``, ``history.metric``.

    ``metric_name`` says which metric it is: accuracy or r2. ``diverged``: what ended the training of one network among many.
    """

    def __init__(self, metric_name: str, records: Iterable[Record] = ()) -> None:
        self.metric_name = metric_name
        self.records = list(records)
        self.diverged: Diverged | None = None

    @overload
    def __getitem__(self, index: int) -> Record: ...
    @overload
    def __getitem__(self, index: slice) -> list[Record]: ...
    def __getitem__(self, index: int | slice) -> Record | list[Record]:
        return self.records[index]

    def __len__(self) -> int:
        return len(self.records)

    @property
    def loss(self) -> list[float]:
        return [record.loss for record in self]

    @property
    def metric(self) -> list[float]:
        return [record.metric for record in self]

    @property
    def validation_loss(self) -> list[float | None]:
        return [record.validation_loss for record in self]

    @property
    def validation_metric(self) -> list[float | None]:
        return [record.validation_metric for record in self]

    @property
    def seconds(self) -> float:
        """The time that all epochs took."""
        return sum(record.seconds for record in self)

    def to_json(self) -> list[dict[str, Any]]:
        """A list of what JSON has, one dict an epoch."""
        return [record.to_json() for record in self]

    @staticmethod
    def from_json(metric_name: str, stored: Sequence[dict[str, Any]]) -> "History":
        """The history of which ``to_json`` gave ``stored``."""
        return History(metric_name, [Record.from_json(fields) for fields in stored])

    def __repr__(self) -> str:
        ending = f"; {self.diverged}" if self.diverged else ""
        if not self.records:
            return f"History of no epochs{ending}"
        last = self.records[-1]
        return f"History of {len(self)} epochs: loss {last.loss:.4g}, {self.metric_name} {last.metric:.4f}{ending}"
