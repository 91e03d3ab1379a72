"""What the page tells: the results of a training, gathered once for all panels."""

from functools import cached_property

import numpy as np

from clearprop.app.training import Report, Trained
from clearprop.explain.derivation import Derivation
from clearprop.explain.health import Health
from clearprop.train.results import Classified, Measured
from clearprop.train.watching import ROWS

SAMPLE = 32
"""On so many of the rows that are scored the picture and its gradients are computed."""


class Story:
    """A report with what is computed from it."""

    def __init__(self, report: Report) -> None:
        self.report = report
        self.trained = report.trained
        self.last: Trained = report.trained[-1]
        self.network = self.last.model.network

    @property
    def metric(self) -> str:
        return self.network.outcome.metric

    @property
    def folds(self) -> bool:
        return len(self.trained) > 1

    @property
    def held_out(self) -> bool:
        """Whether the rows that are scored are others than those trained on."""
        return self.last.part.holds_out

    @cached_property
    def classified(self) -> Classified | None:
        """What was said of all rows that are scored; None for regression."""
        classes = self.report.data.classes
        if classes is None:
            return None
        said, sure, guessed = [], [], []
        for each in self.trained:
            y_hat = each.model.outputs(each.part.test_features)
            probabilities = each.model.probabilities(y_hat)
            said.append(each.model.network.outcome.decide(y_hat))
            sure += [] if probabilities is None else [probabilities.max(axis=1)]
            most = int(np.argmax(np.bincount(each.part.targets, minlength=len(classes))))
            guessed.append(np.full(len(y_hat), most))
        decided = (np.concatenate(said) > 0).astype(np.int64) if self.one_output else np.concatenate(said)
        return Classified(
            classes, self.actual, decided, np.concatenate(guessed), self.rows, np.concatenate(sure) if sure else None
        )

    @property
    def one_output(self) -> bool:
        """Whether one output says yes or no."""
        return self.network.outcome.kind == "binary"

    @cached_property
    def measured(self) -> Measured | None:
        """What was predicted for all rows that are scored; None for classes."""
        if self.report.data.classes is not None:
            return None
        predicted = [each.model.outputs(each.part.test_features)[:, 0] for each in self.trained]
        guessed = [np.full(len(each.part.test_rows), each.part.targets.mean()) for each in self.trained]
        return Measured(self.actual, np.concatenate(predicted), np.concatenate(guessed), self.rows)

    @cached_property
    def actual(self) -> np.ndarray:
        """The targets of the rows that are scored, fold after fold."""
        return np.concatenate([each.part.test_targets for each in self.trained])

    @cached_property
    def features(self) -> np.ndarray:
        """The features of these rows, as they were read."""
        return np.concatenate([each.part.test_features for each in self.trained])

    @cached_property
    def rows(self) -> np.ndarray:
        """The numbers of these rows in the source, from 0."""
        return np.concatenate([each.part.test_rows for each in self.trained])

    @cached_property
    def healths(self) -> list[tuple[int, Health]]:
        """(epoch, health) where the last network's gradient was looked at."""
        return [(record.epoch, record.health) for record in self.network.history if record.health]

    @property
    def looked_at(self) -> int:
        """How many rows the gradient was looked at on, at most."""
        return min(ROWS, len(self.last.part.features))

    @cached_property
    def sample(self) -> np.ndarray:
        """Places of some rows of the last part that is scored, evenly spread."""
        count = len(self.last.part.test_rows)
        return np.unique(np.linspace(0, count - 1, min(SAMPLE, count)).astype(int))

    @cached_property
    def derivation(self) -> Derivation:
        """The last network's, on the sample."""
        part = self.last.part
        return self.network.derive(
            *self.last.model.prepared(part.test_features[self.sample], part.test_targets[self.sample])
        )

    @property
    def which(self) -> str:
        """Which network is told of, where there are several."""
        return f" of {self.last.part.name}" if self.folds else ""
