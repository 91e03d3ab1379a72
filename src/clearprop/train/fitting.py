"""The loop over epochs: training, validation, records, progress, callbacks."""

from collections.abc import Callable, Sequence
from dataclasses import replace
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
    trainer.prepare(epochs - len(history))
    try:
        if not (validate or callbacks or progress or after or watch):  # nobody looks in: many epochs may go at once
            for record in trainer.epochs(epochs - len(history)):
                history.records.append(record)
            return history
        with reporting(progress, epochs, outcome.metric, len(history)) as report:
            stopped = False
            while len(history) < epochs and not stopped:
                [record] = trainer.epochs(1)
                validation = validate(trainer.point.arrays) if validate else (None, None)
                health = watch(trainer.point.arrays, len(history) + 1, epochs) if watch else None
                record = replace(record, validation_loss=validation[0], validation_metric=validation[1], health=health)
                history.records.append(record)
                report(record, epochs)
                stopped = True in [callback(record) for callback in callbacks]
                if after:
                    after(epochs, stopped)
    except Diverged as problem:
        problem.history = history
        raise
    return history


def told(callbacks: Sequence[Callback], what: str, network: Any) -> None:
    """Calls ``begin`` or ``end`` of the callbacks that have it."""
    for callback in callbacks:
        if hasattr(callback, what):
            getattr(callback, what)(network)
