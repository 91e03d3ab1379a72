"""The loop over epochs: training, validation, records, progress, callbacks."""

from collections.abc import Callable, Sequence
from typing import Any

from clearprop.train.diverged import Diverged
from clearprop.train.history import History, Record
from clearprop.train.outcomes import Outcome
from clearprop.train.progress import Report, reporting
from clearprop.train.trainer import Arrays, Trainer

Callback = Callable[[Record], Any]
Validate = Callable[[Arrays], tuple[float, float]]


def fit(
    trainer: Trainer, epochs: int, outcome: Outcome, validate: Validate | None, callbacks: Sequence[Callback],
    progress: bool | Report, history: History,
) -> History:  # fmt: skip
    """``history`` with a record for each epoch, and the trainer's point moved on.

    A callback that returns True ends the training. Diverged carries the history of the epochs before.
    """
    with reporting(progress, epochs, outcome.metric) as report:
        for _ in range(epochs):
            try:
                done = trainer.epoch()
            except Diverged as problem:
                problem.history = history
                raise
            checked = validate(trainer.point.arrays) if validate else (None, None)
            history.records.append(
                Record(
                    trainer.point.epochs,
                    done.loss,
                    outcome.score(done.y_hat, trainer.y),
                    done.seconds,
                    trainer.point.updates,
                    *checked,
                )
            )
            report(history[-1], epochs)
            answers = [callback(history[-1]) for callback in callbacks]
            if True in answers:
                break
    return history
