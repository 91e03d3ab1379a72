"""A training that is written to its checkpoint as it goes, and that goes on where the checkpoint ends."""

import json
from collections.abc import Mapping, Sequence
from typing import Any, Protocol, runtime_checkable

import numpy as np

from clearprop.nn import Optimizer
from clearprop.train.checkpoints import RUN, Checkpoint, digest
from clearprop.train.history import History
from clearprop.train.model_file import write_model
from clearprop.train.stored import Trained, contents
from clearprop.train.trainer import Arrays, Point, Trainer

Contents = tuple[dict[str, Any], dict[str, np.ndarray]]


@runtime_checkable
class Remembers(Protocol):
    """A callback that keeps something from epoch to epoch; a checkpoint holds it, as JSON and arrays."""

    def remembered(self) -> Contents:
        """What it keeps."""

    def recall(self, description: Mapping[str, Any], arrays: Arrays) -> None:
        """Takes back what ``remembered`` gave."""


class Network(Trained, Protocol):
    """A network that is being trained."""

    def keep(self, trainer: Trainer, rule: Optimizer) -> None:
        """Takes over where the trainer stands."""


class Saving:
    """Between the loop over epochs and a checkpoint.

    ``asked`` is what the training is, beside the network itself; ``history`` has the records of this training.
    """

    def __init__(
        self, checkpoint: Checkpoint, asked: Mapping[str, Any], network: Network, rule: Optimizer, trainer: Trainer,
        history: History, callbacks: Sequence[Any],
    ) -> None:  # fmt: skip
        self.checkpoint = checkpoint
        self.network = network
        self.rule = rule
        self.trainer = trainer
        self.history = history
        self.before = len(network.history)
        self.callbacks = [callback for callback in callbacks if isinstance(callback, Remembers)]
        point = trainer.point
        own = {**network.parameters, **network.statistics}
        at_start = point.arrays if point.updates else own  # an optimiser's state that is new says nothing of the start
        description = {
            "architecture": network.architecture.to_json(),
            "seed": network.seed,
            "start": digest({**at_start, "made": np.array([point.updates, point.epochs])}),
            "callbacks": [named(callback) for callback in self.callbacks],
            **asked,
        }
        self.asked = json.loads(json.dumps(description))

    def resume(self, epochs: int) -> int:
        """Goes to where the checkpoint is, if there is one; how many epochs there will be in all, if none ends it."""
        found = self.checkpoint.found(self.asked, epochs)
        if found is None:
            return epochs
        description, arrays = found
        run = description["run"]
        self.history.records.extend(History.from_json("", description["history"])[self.before :])
        self.trainer.go_to(
            Point(
                {name: arrays[name] for name in self.trainer.point.arrays},
                description["training"]["updates"],
                self.history[-1].epoch,
            ),
            run["limit"],
        )
        for number, (callback, kept) in enumerate(zip(self.callbacks, run["callbacks"], strict=True)):
            start = f"{RUN}{number}/"
            named = {name.removeprefix(start): array for name, array in arrays.items() if name.startswith(start)}
            callback.recall(kept, named)
        return len(self.history) if run["stopped"] else epochs

    def after(self, epochs: int, stopped: bool) -> None:
        """After an epoch of so many: writes where it is time to."""
        done = len(self.history)
        if not stopped and done < epochs and done % self.checkpoint.every:
            return
        self.network.keep(self.trainer, self.rule)
        description, arrays = contents(self.network, self.history)
        remembered = [callback.remembered() for callback in self.callbacks]
        arrays |= {
            f"{RUN}{number}/{name}": array
            for number, (_, kept) in enumerate(remembered)
            for name, array in kept.items()
        }
        run = {
            "asked": self.asked,
            "epochs": done,
            "stopped": stopped,
            "limit": self.trainer.limit,
            "callbacks": [kept for kept, _ in remembered],
        }
        write_model(self.checkpoint.path, {**description, "run": run}, arrays)


def named(callback: Any) -> str:
    """What tells the callback from others, on any day: no address in memory."""
    own = any("__repr__" in vars(kind) for kind in type(callback).__mro__[:-1])
    return repr(callback) if own else type(callback).__name__
