"""Network: layers, training and explanation behind one name."""

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from clearprop.explain.derivation import Derivation
from clearprop.ir import DTYPES, Program
from clearprop.nn import Adam, Architecture, Layer, Optimizer, Parameters, optimizer_of, slot, step_program
from clearprop.nn.activations import Choice as ActivationChoice
from clearprop.nn.choices import is_whole
from clearprop.nn.initializers import Initializer
from clearprop.nn.losses import Choice as LossChoice
from clearprop.nn.step import gradient_program
from clearprop.train.data.errors import DataError
from clearprop.train.data.splitting import hold_out
from clearprop.train.fitting import Callback, Validate, fit
from clearprop.train.history import History
from clearprop.train.model_file import read_model, write_model
from clearprop.train.outcomes import Outcome, encode
from clearprop.train.progress import Report
from clearprop.train.rows import batch_of, measured, outputs_for, rows_of
from clearprop.train.threads import threads_for
from clearprop.train.trainer import Point, Trainer

Validation = float | tuple[Any, Any] | None


class Network:
    """A feed-forward network: ``Network([7, 5, 3])`` takes 7 features, has a layer of 5 units and gives 3 outputs.

    ``layers`` begins with the number of features; a number is a ``Dense`` layer with the network's ``activation``; the
    last one has the ``output``'s. ``loss=None``: the one that belongs to the output, else half the squared error.
    With one layer it is linear or logistic regression.

    >>> net = Network([2, 3, 1], activation="tanh", output="sigmoid", seed=1)
    >>> net
    Network([2, 3, 1], tanh, output sigmoid, loss binary_cross_entropy, float64: 13 numbers to learn)
    >>> net.parameters
    Parameters(W1: [2, 3], b1: [3], W2: [3, 1], b2: [1])
    """

    def __init__(
        self,
        layers: Sequence[int | Layer],
        *,
        activation: ActivationChoice = "relu",
        output: ActivationChoice | None = None,
        loss: LossChoice | None = None,
        init: str | Initializer = "glorot_uniform",
        dtype: str = "float64",
        seed: int = 0,
    ) -> None:
        self.begin(Architecture.of(layers, activation, output, loss, init, dtype), seed)
        self.reset()

    def begin(self, architecture: Architecture, seed: int) -> None:
        """Everything but the parameters."""
        if not is_whole(seed, 0):
            raise ValueError(f"seed={seed!r}: expected a whole number of at least 0.")
        self.architecture = architecture
        self.seed = int(seed)
        self.outcome = Outcome.expected(architecture.outputs, architecture.loss.classifies)
        self.about: Mapping[str, Any] = {}  # what was saved beside the network
        self.predictions = cache(architecture.prediction)  # by number of rows
        self.objectives = cache(architecture.objective)

    def reset(self) -> "Network":
        """Starts anew: parameters drawn by the seed, nothing kept of earlier training."""
        self.parameters = Parameters(self.architecture.drawn(self.seed), self.forget)
        self.history = History(self.outcome.metric)
        self.forget()
        return self

    def forget(self) -> None:
        """Forgets what an optimiser keeps from step to step; the parameters stay."""
        self.training: tuple[Optimizer, Point] | None = None

    @property
    def dtype(self) -> np.dtype:
        """Of the parameters and of everything computed from them."""
        return DTYPES[self.architecture.dtype]

    def __repr__(self) -> str:
        numbers = sum(array.size for array in self.parameters.values())
        return f"Network({self.architecture}: {numbers:,} numbers to learn)"

    def step_program(self, batch_size: int, optimizer: str | Optimizer = "sgd") -> Program:
        """The whole training step: (parameters, optimiser state, step, x, y) -> new ones, L, y_hat. Print it."""
        return step_program(self.architecture.objective(batch_size), list(self.parameters), optimizer_of(optimizer))

    def derive(self, X: Any, Y: Any) -> Derivation:
        """The derivation of the loss on these rows with respect to the parameters, with every number of the run."""
        x, y, _ = self.data_of(X, Y)
        program = gradient_program(self.architecture.objective(len(x)), list(self.parameters))
        return Derivation(program, {**self.parameters, "x": x, "y": y}, tuple(self.parameters))

    def fit(
        self,
        X: Any,
        Y: Any,
        *,
        epochs: int = 100,
        batch_size: int | str | None = "auto",
        optimizer: str | Optimizer | None = None,
        shuffle: bool = True,
        progress: bool | Report = False,
        validation: Validation = None,
        callbacks: Sequence[Callback] = (),
    ) -> History:
        """Trains from where the parameters are, and returns a record for each epoch.

        ``batch_size`` None is all rows at once, "auto" is 32, or all if they are fewer. ``optimizer`` None is Adam();
        with an equal one its state goes on too. ``validation``: (X, Y), or the share of the rows to hold out.
        ``progress``: True for a bar, or a function of (record, epochs). A callback gets each record; True ends it.

        Raises ValueError for what does not fit, and Diverged; then, and after Ctrl-C, the last good parameters stay.
        """
        x, y, outcome = self.data_of(X, Y)
        x, y, validate = self.held_out(x, y, outcome, validation)
        rule = Adam() if optimizer is None else optimizer_of(optimizer)
        size = batch_of(batch_size, len(x))
        if not is_whole(epochs, 0):
            raise ValueError(f"epochs={epochs!r}: expected a whole number of at least 0.")
        self.outcome, self.history.metric_name = outcome, outcome.metric
        steps = cache(lambda rows: self.step_program(rows, rule))
        trainer = Trainer(steps, self.point_for(rule), x, y, size, shuffle, self.seed)
        history = History(outcome.metric)
        showing = [lambda record: self.keep(trainer, rule), *callbacks] if callbacks else []
        try:
            with threads_for(steps(size)):
                return fit(trainer, int(epochs), outcome, validate, showing, progress, history)
        finally:
            self.keep(trainer, rule)
            self.history.records.extend(history)

    def keep(self, trainer: Trainer, rule: Optimizer) -> None:
        """The parameters as they are now, and where training would go on."""
        self.parameters.arrays = {name: trainer.point.arrays[name] for name in self.parameters}
        self.training = (rule, trainer.point)

    def point_for(self, rule: Optimizer) -> Point:
        """Where training goes on: with an optimiser equal to the last one its state, too, else from zeros."""
        rule_before, before = self.training or (None, Point({}))
        kept = before if rule_before == rule else Point({})
        states = {
            slot(kind, name): kept.arrays.get(slot(kind, name), np.zeros_like(array))
            for name, array in self.parameters.items()
            for kind in rule.keeps
        }
        return Point({**self.parameters, **states}, kept.updates, self.history[-1].epoch if self.history else 0)

    def held_out(
        self, x: np.ndarray, y: np.ndarray, outcome: Outcome, validation: Validation
    ) -> tuple[np.ndarray, np.ndarray, Validate | None]:
        """The rows to train on, and what validates."""
        if validation is None:
            return x, y, None
        if isinstance(validation, float):
            labels = np.argmax(y, axis=1) if outcome.kind == "classes" else None
            train, test = hold_out(len(x), validation, self.seed, labels)
            x, y, held_x, held_y = x[train], y[train], x[test], y[test]
        else:
            held_x, held_y, _ = self.data_of(*validation)
        return x, y, lambda arrays: measured(held_x, held_y, arrays, self.objectives, outcome)

    def predict_proba(self, X: Any) -> np.ndarray:
        """y_hat for each row.   X: f[rows, features] -> f[rows, outputs]."""
        x = rows_of(X, self.architecture.features, self.dtype)
        return outputs_for(x, self.parameters, self.predictions, self.architecture.outputs)

    def predict(self, X: Any) -> np.ndarray:
        """What the network says: class numbers i64[rows] where it classifies, numbers shaped as its targets elsewhere.

        It classifies where its loss is one for classes, or where it was fitted to class numbers or one-hot rows.
        """
        return self.outcome.decide(self.predict_proba(X))

    def evaluate(self, X: Any, Y: Any) -> dict[str, float]:
        """{"loss": ..., "accuracy": ...}; "r2" for numbers."""
        x, y, outcome = self.data_of(X, Y)
        loss, score = measured(x, y, self.parameters, self.objectives, outcome)
        return {"loss": loss, outcome.metric: score}

    def data_of(self, X: Any, Y: Any) -> tuple[np.ndarray, np.ndarray, Outcome]:
        """f[rows, features], f[rows, outputs] and what the targets mean. ValueError where they do not fit."""
        made = self.architecture
        x = rows_of(X, made.features, self.dtype)
        y, outcome = encode(Y, made.outputs, made.loss.name, made.loss.classifies)
        if len(y) != len(x):
            raise ValueError(f"X has {len(x)} rows and Y has {len(y)}; expected one target for each row.")
        if not len(x):
            raise ValueError("there are no rows; expected at least one.")
        return x, np.asarray(y, self.dtype), outcome

    def save(self, path: str | Path, about: Mapping[str, Any] | None = None) -> None:
        """Writes one file, whole or not at all; ``about`` is what JSON has, kept for whoever loads it."""
        description = {
            "architecture": self.architecture.to_json(),
            "seed": self.seed,
            "outcome": self.outcome.to_json(),
            "history": self.history.to_json(),
            "about": dict(self.about if about is None else about),
        }
        write_model(path, description, self.parameters)


def load(path: str | Path) -> Network:
    """The network that was saved there. FileNotFoundError; DataError where it is no model file of ours."""
    description, arrays = read_model(path)
    network = Network.__new__(Network)
    network.begin(Architecture.from_json(description["architecture"]), description["seed"])
    network.outcome = Outcome(**description["outcome"])
    network.about = description["about"]
    shapes = {name: parameter.shape for name, parameter in network.architecture.parameters.items()}
    if {name: array.shape for name, array in arrays.items()} != shapes:
        raise DataError(f"{path}: the arrays are not those of {network.architecture}; the file was changed.")
    network.parameters = Parameters({name: arrays[name] for name in shapes}, network.forget)
    network.history = History.from_json(network.outcome.metric, description["history"])
    network.forget()
    return network
