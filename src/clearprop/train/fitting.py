"""The loop over epochs: training, validation, records, progress, callbacks."""

from collections.abc import Callable, Sequence
from typing import Any

from clearprop.train.diverged import Diverged
from clearprop.train.history import History, Record
from clearprop.train.outcomes import Outcome
from clearprop.train.progress import Report, reporting
from clearprop.train.trainer import Arrays, Trainer
from clearprop.train.watching import Watch

Callback = Callable[[Record], Any]
Validate = Callable[[Arrays], tuple[float, float]]
After = Callable[[int, bool], None]
"""Is told after each epoch how many there will be, and whether this one was the last all the same."""


def fit(
    trainer: Trainer, epochs: int, outcome: Outcome, validate: Validate | None, callbacks: Sequence[Callback],
    progress: bool | Report, history: History, after: After | None = None, watch: Watch | None = None,
) -> History:  # fmt: skip
    """``history`` with a record for each of so many epochs, and the trainer's point moved on.

    A callback that returns True ends the training; ``after`` hears of it, and of each epoch. Diverged carries the history
    of the epochs before.
    """
    with reporting(progress, epochs, outcome.metric, len(history)) as report:
        for _ in range(len(history), epochs):
            try:
                done = trainer.epoch()
            except Diverged as problem:
                problem.history = history
                raise
            validation_loss, validation_metric = validate(trainer.point.arrays) if validate else (None, None)
            history.records.append(
                Record(
                    trainer.point.epochs,
                    done.loss,
                    outcome.score(done.y_hat, trainer.y),
                    done.seconds,
                    trainer.point.updates,
                    validation_loss,
                    validation_metric,
                    watch(trainer.point.arrays, len(history) + 1, epochs) if watch else None,
                )
            )
            report(history[-1], epochs)
            answers = [callback(history[-1]) for callback in callbacks]
            stopped = True in answers
            if after:
                after(epochs, stopped)
            if stopped:
                break
    return history


def told(callbacks: Sequence[Callback], what: str, network: Any) -> None:
    """Calls ``begin`` or ``end`` of the callbacks that have it."""
    for callback in callbacks:
        if hasattr(callback, what):
            getattr(callback, what)(network)
