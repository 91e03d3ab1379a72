"""What `clearprop train` does: splits, scales, trains and scores, and trains the model that is saved."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from time import perf_counter
from typing import Any

import numpy as np

from clearprop.app.model import Model
from clearprop.app.settings import Settings
from clearprop.app.watched import Watched
from clearprop.network import Network
from clearprop.nn import Optimizer
from clearprop.train.data import DataError, Dataset, Scaler, TargetScaler, fold_notes, folds, hold_out, load
from clearprop.train.diverged import Diverged
from clearprop.train.early_stopping import EarlyStopping
from clearprop.train.progress import Report as Progress

HELD_OUT = 0.2
VALIDATED = 0.1
"""With early stopping this share of the rows to train on says when to end."""
FEW = 10
"""With fewer rows none is held out: XOR has four."""


@dataclass(frozen=True)
class Part:
    """Rows to train on and rows to score on, as they were read; ``test_rows`` are the latter's numbers in the source."""

    name: str
    features: np.ndarray
    targets: np.ndarray
    test_features: np.ndarray
    test_targets: np.ndarray
    test_rows: np.ndarray

    @property
    def holds_out(self) -> bool:
        """Whether it is scored on rows that it was not trained on."""
        return self.test_features is not self.features


@dataclass(frozen=True)
class Trained:
    """A part with the model that was trained on it; ``watched`` where a report was asked for.

    Where training diverged ``problem`` says so, and the model has the last parameters whose loss was finite.
    """

    part: Part
    model: Model
    watched: Watched | None = None
    problem: Diverged | None = None


@dataclass(frozen=True)
class Report:
    """What came out. ``trained``: the parts that were scored, one or a fold each, as far as training got."""

    settings: Settings
    data: Dataset
    model: Model
    trained: tuple[Trained, ...]
    scores: list[float]
    scored_on: str
    epochs: int
    batch_size: int
    optimizer: Optimizer
    seconds: float
    notes: tuple[str, ...]

    @property
    def score(self) -> float:
        return float(np.mean(self.scores))

    @property
    def problem(self) -> Diverged | None:
        """What ended the training, where it diverged."""
        return self.trained[-1].problem

    def to_json(self) -> dict[str, Any]:
        network, settings = self.model.network, self.settings
        made = network.architecture
        return {
            "task": self.data.task, "metric": network.outcome.metric, "score": self.score, "scores": self.scores,
            "scored_on": self.scored_on, "epochs": self.epochs, "seconds": round(self.seconds, 3),
            "model": str(settings.out) if settings.out else None,
            "data": self.data.name, "rows": self.data.rows, "features": made.features, "target": self.data.target_name,
            "classes": self.data.classes, "layers": [made.features, *settings.hidden_units, made.outputs],
            "activation": settings.activation, "output": made.output.name, "loss": made.loss.name,
            "optimizer": self.optimizer.to_json(), "batch_size": self.batch_size, "scale": self.model.scaler.kind,
            "dtype": network.dtype.name, "seed": settings.seed, "notes": self.notes,
            "report": str(settings.report) if settings.report else None,
        }  # fmt: skip


Announce = Callable[[Dataset, Network, int], AbstractContextManager[Progress]]
"""Told the data, the network and how many epochs there will be in all; its context gives the reporter of each epoch."""


def train_and_score(settings: Settings, announce: Announce | None = None) -> Report:
    """Scores on folds, on the part that the data keeps for it, or on a fifth of the rows that is held out.

    Raises Diverged where training does.
    """
    report = attempt(settings, announce)
    if report.problem:
        raise report.problem
    return report


def attempt(settings: Settings, announce: Announce | None = None) -> Report:
    """As ``train_and_score``; but where training diverges the report tells of it, ends there, and no model is saved."""
    start = perf_counter()
    data = load(settings.data, target=settings.target, missing=settings.missing)
    parts, notes, scored_on = parts_of(data, settings)
    rows = min(len(part.features) for part in parts)
    epochs = settings.epochs_for(rows)
    rule = settings.rule(rows, epochs)
    runs = [*parts, whole(data)] if settings.out and settings.folds else parts
    trained: list[Trained] = []
    with (announce or quiet)(data, network_for(data, settings), epochs * len(runs)) as progress:
        try:
            for part in runs:
                trained.append(train_on(part, data, settings, epochs, progress))
                if trained[-1].problem:
                    break
        except KeyboardInterrupt as interruption:
            goes_on = f"Interrupted; the same command goes on from {settings.checkpoint}."
            raise KeyboardInterrupt(*[goes_on] * bool(settings.checkpoint)) from interruption
    scored = tuple(trained[: len(parts)])
    with np.errstate(all="ignore"):  # where training diverged
        scores = [each.model.score(each.part.test_features, each.part.test_targets) for each in scored]
    model = trained[-1].model
    if settings.out and not trained[-1].problem:
        model.save(settings.out)
    return Report(
        settings, data, model, scored, scores, scored_on, max(len(each.model.network.history) for each in trained),
        settings.batch(rows), rule, perf_counter() - start, (*data.notes, *notes),
    )  # fmt: skip


def parts_of(data: Dataset, settings: Settings) -> tuple[list[Part], tuple[str, ...], str]:
    """What to train and score on, notes, and a few words for it."""
    labels = None if data.classes is None else data.targets.astype(np.int64)
    if settings.folds is not None:
        pairs = folds(data.rows, settings.folds, settings.seed, labels)
        notes = () if labels is None or data.classes is None else fold_notes(settings.folds, labels, data.classes)
        parts = [part_of(data, f"fold {i + 1}", *pair) for i, pair in enumerate(pairs)]
        return parts, notes, f"{settings.folds} folds"
    if data.test is not None:
        numbers = np.arange(len(data.test[0])) if data.test_kept is None else data.test_kept
        part = Part("training part", data.features, data.targets, *data.test, numbers)
        return [part], (), "the part kept for the test"
    if data.rows < FEW:
        return [whole(data)], (), f"the {data.rows} rows that it was trained on, too few to hold any out"
    train, test = hold_out(data.rows, HELD_OUT, settings.seed, labels)
    return [part_of(data, "training part", train, test)], (), f"{len(test)} rows held out"


def part_of(data: Dataset, name: str, train: np.ndarray, test: np.ndarray) -> Part:
    return Part(
        name, data.features[train], data.targets[train], data.features[test], data.targets[test], data.kept[test]
    )  # fmt: skip


def whole(data: Dataset) -> Part:
    """All rows, to train on and to score on."""
    return Part("all rows", data.features, data.targets, data.features, data.targets, data.kept)


def network_for(data: Dataset, settings: Settings) -> Network:
    output, loss = settings.ending(data)
    return Network(
        settings.layers(data, output, loss), activation=settings.activation, output=output, loss=loss,
        init=settings.init, dtype=settings.dtype_for(data), seed=settings.seed,
    )  # fmt: skip


def train_on(part: Part, data: Dataset, settings: Settings, epochs: int, progress: Progress) -> Trained:
    """A model of the part's training rows; scalers learn from these rows only."""
    if data.classes is not None and len(np.unique(part.targets)) < 2:
        raise DataError(
            f"{data.name}: all rows to train on ({part.name}) are of one class; there is nothing to tell apart."
        )
    network = network_for(data, settings)
    scaler = Scaler(settings.scale_for(part.features, data.schema.pixels)).fit(part.features)
    rows = len(part.features)
    rows -= max(round(VALIDATED * rows), 1) * settings.early_stopping  # those that fit holds out
    target_scaler = None if data.classes is not None else TargetScaler().fit(part.targets)
    model = Model(network, data.schema, scaler, target_scaler)
    watched = None
    if settings.report and part.holds_out:
        watched = Watched(*model.prepared(part.test_features, part.test_targets), epochs)
    callbacks: list[Any] = [
        *[EarlyStopping(settings.patience)] * settings.early_stopping,
        *([watched] if watched else []),
    ]
    problem = None
    try:
        network.fit(
            *model.prepared(part.features, part.targets), epochs=epochs, batch_size=settings.batch(rows),
            optimizer=settings.rule(rows, epochs), progress=progress,
            class_weight=settings.weights(data), validation=VALIDATED if settings.early_stopping else None,
            callbacks=callbacks, checkpoint=settings.checkpoint_for(part.name),
        )  # fmt: skip
    except Diverged as diverged:
        problem = diverged
    return Trained(part, model, watched, problem)


@contextmanager
def quiet(data: Dataset, network: Network, epochs: int) -> Iterator[Progress]:
    yield lambda record, total: None
