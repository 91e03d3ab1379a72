"""Network: layers, training and explanation behind one name."""

from collections.abc import Callable, Iterator, Mapping, MutableMapping, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any, Literal

import numpy as np

from clearprop.execute.interpret import interpret
from clearprop.explain.derivation import Derivation
from clearprop.ir import DTYPES, Program
from clearprop.nn import Adam, Architecture, Layer, Optimizer, optimizer_of, slot, step_program
from clearprop.nn.activations import Choice as ActivationChoice
from clearprop.nn.initializers import Initializer
from clearprop.nn.losses import Choice as LossChoice
from clearprop.nn.step import gradient_program
from clearprop.train.data.splitting import hold_out
from clearprop.train.fitting import Callback, fit
from clearprop.train.history import History, Record
from clearprop.train.model_file import read_model, write_model
from clearprop.train.outcomes import Outcome, encode
from clearprop.train.progress import Report
from clearprop.train.trainer import Arrays, Point, Trainer

ROWS_AT_ONCE = 2048
"""How many rows are predicted at once: more would only take memory."""

Validation = float | tuple[Any, Any] | None


class Parameters(MutableMapping[str, np.ndarray]):
    """A network's parameters by name. Setting one checks its shape; changing one's elements in place is allowed."""

    def __init__(self, arrays: Arrays, changed: Callable[[], None]) -> None:
        self.arrays = dict(arrays)
        self.changed = changed

    def __getitem__(self, name: str) -> np.ndarray:
        return self.arrays[self.known(name)]

    def __setitem__(self, name: str, value: Any) -> None:
        old = self[name]
        new = np.array(value, dtype=old.dtype)
        if new.shape != old.shape:
            raise ValueError(f"{name} has the shape {list(old.shape)}; an array of shape {list(new.shape)} does not fit.")
        self.arrays[name] = new
        self.changed()

    def __delitem__(self, name: str) -> None:
        raise TypeError(f"the parameter {name} belongs to the network and cannot be deleted.")

    def __iter__(self) -> Iterator[str]:
        return iter(self.arrays)

    def __len__(self) -> int:
        return len(self.arrays)

    def known(self, name: str) -> str:
        if name not in self.arrays:
            raise KeyError(f"no parameter {name!r}; the parameters are {', '.join(self.arrays)}.")
        return name

    def __repr__(self) -> str:
        return f"Parameters({', '.join(f'{name}: {list(array.shape)}' for name, array in self.items())})"


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

    def begin(self, architecture: Architecture, seed: int) -> None:
        if not isinstance(seed, int) or seed < 0:
            raise ValueError(f"seed={seed!r}: expected a whole number of at least 0.")
        self.architecture = architecture
        self.seed = seed
        self.outcome = Outcome("classes" if architecture.outputs > 1 else "binary") if architecture.loss.classifies else Outcome("numbers")
        self.about: Mapping[str, Any] = {}
        self.programs = cache(architecture.prediction)
        self.objectives = cache(architecture.objective)
        self.reset()

    def reset(self) -> "Network":
        """Starts anew: parameters drawn by the seed, nothing kept of earlier training."""
        generator = np.random.default_rng(self.seed)
        drawn = {name: np.asarray(p.init(p.shape, generator), self.dtype) for name, p in self.architecture.parameters.items()}
        for name, parameter in self.architecture.parameters.items():
            if drawn[name].shape != parameter.shape:
                raise ValueError(f"the initialiser gave {list(drawn[name].shape)} for {name}: {list(parameter.shape)}.")
        self.parameters = Parameters(drawn, self.forget)
        self.history: list[Record] = []
        self.forget()
        return self

    def forget(self) -> None:
        """Forgets what an optimiser keeps from step to step; the parameters stay."""
        self.training: tuple[Optimizer, Point] | None = None

    @property
    def dtype(self) -> np.dtype:
        return DTYPES[self.architecture.dtype]

    def __repr__(self) -> str:
        made = self.architecture
        sizes = [made.features, *(getattr(layer, "units", layer) for layer in made.layers)]
        hidden = list(dict.fromkeys(a.name for layer in made.layers if (a := getattr(layer, "activation", None))))
        numbers = sum(array.size for array in self.parameters.values())
        parts = [str(sizes), *hidden, f"output {made.output.name}", f"loss {made.loss.name}", self.dtype.name]
        return f"Network({', '.join(parts)}: {numbers:,} numbers to learn)"

    # Programs

    def step_program(self, batch_size: int, optimizer: str | Optimizer = "sgd") -> Program:
        """The whole training step: (parameters, optimiser state, step, x, y) -> new ones, L, y_hat. Print it."""
        return step_program(self.architecture.objective(batch_size), list(self.parameters), optimizer_of(optimizer))

    def derive(self, X: Any, Y: Any) -> Derivation:
        """The derivation of the loss on these rows with respect to the parameters, with every number of the run."""
        x = self.rows_of(X)
        y, _ = self.targets_of(Y, len(x))
        program = gradient_program(self.architecture.objective(len(x)), list(self.parameters))
        return Derivation(program, {**self.parameters, "x": x, "y": y}, tuple(self.parameters))

    # Training

    def fit(
        self,
        X: Any,
        Y: Any,
        *,
        epochs: int = 100,
        batch_size: int | None | Literal["auto"] = "auto",
        optimizer: str | Optimizer | None = None,
        shuffle: bool = True,
        progress: bool | Report = False,
        validation: Validation = None,
        callbacks: Sequence[Callback] = (),
    ) -> History:
        """Trains from where the parameters are, and returns a record for each epoch.

        ``batch_size`` None is all rows at once, "auto" is 32 or all if they are fewer. ``optimizer`` None is Adam();
        with an equal one its state goes on too. ``validation``: (X, Y), or the share of the rows to hold out.
        ``progress``: True for a bar, or a function of (record, epochs). A callback gets each record; True ends it.

        Raises ValueError for what does not fit, and Diverged; then, and after Ctrl-C, the last good parameters stay.
        """
        x = self.rows_of(X)
        y, outcome = self.targets_of(Y, len(x))
        x, y, validate = self.held_out(x, y, outcome, validation)
        rule = Adam() if optimizer is None else optimizer_of(optimizer)
        size = batch_of(batch_size, len(x))
        if isinstance(epochs, bool) or not isinstance(epochs, int | np.integer) or epochs < 0:
            raise ValueError(f"epochs={epochs!r}: expected a whole number of at least 0.")
        self.outcome = outcome
        programs = cache(lambda rows: self.step_program(rows, rule))
        trainer = Trainer(programs, self.point_for(rule), x, y, size, shuffle, self.seed)
        history = History(outcome.metric)
        try:
            return fit(trainer, int(epochs), outcome, validate, self.kept(trainer, rule, callbacks), progress, history)
        finally:
            self.keep(trainer, rule)
            self.history.extend(history)

    def kept(self, trainer: Trainer, rule: Optimizer, callbacks: Sequence[Callback]) -> list[Callback]:
        """The callbacks, behind one that shows them the parameters of that moment."""
        return [lambda record: self.keep(trainer, rule), *callbacks] if callbacks else []

    def keep(self, trainer: Trainer, rule: Optimizer) -> None:
        self.parameters.arrays = {name: np.asarray(trainer.point.arrays[name]) for name in self.parameters}
        self.training = (rule, trainer.point)

    def point_for(self, rule: Optimizer) -> Point:
        """Where training goes on: with an optimiser equal to the last one also its state; epochs and updates count on."""
        before = self.training[1] if self.training else Point({}, self.history[-1].updates, self.history[-1].epoch) if self.history else Point({})
        known = before.arrays if self.training and self.training[0] == rule else {}
        states = {slot(kind, name): array for kind in rule.keeps for name, array in self.parameters.items()}
        zeros = {name: known.get(name, np.zeros_like(array)) for name, array in states.items()}
        return Point({**self.parameters, **zeros}, before.updates if known or not states else 0, before.epochs)

    def held_out(self, x: np.ndarray, y: np.ndarray, outcome: Outcome, validation: Validation) -> Any:
        """The rows to train on, and what validates."""
        if validation is None:
            return x, y, None
        if isinstance(validation, float):
            labels = np.argmax(y, axis=1) if outcome.kind == "classes" else None
            train, test = hold_out(len(x), validation, self.seed, labels)
            x, y, held_x, held_y = x[train], y[train], x[test], y[test]
        else:
            held_x = self.rows_of(validation[0])
            held_y, _ = self.targets_of(validation[1], len(held_x))
        return x, y, lambda arrays: self.measured(held_x, held_y, outcome, arrays)

    # Prediction

    def predict_proba(self, X: Any) -> np.ndarray:
        """y_hat for each row.   X: f[rows, features] -> f[rows, outputs]."""
        return self.outputs_for(self.rows_of(X), self.parameters)

    def predict(self, X: Any) -> np.ndarray:
        """What the network says: class numbers i64[rows] where it classifies, numbers shaped as its targets elsewhere.

        It classifies where its loss is one for classes, or where it was fitted to class numbers or one-hot rows.
        """
        return self.outcome.decide(self.predict_proba(X))

    def evaluate(self, X: Any, Y: Any) -> dict[str, float]:
        """{"loss": ..., "accuracy": ...}, or "r2" for numbers."""
        x = self.rows_of(X)
        y, outcome = self.targets_of(Y, len(x))
        loss, score = self.measured(x, y, outcome, self.parameters)
        return {"loss": loss, outcome.metric: score}

    def outputs_for(self, x: np.ndarray, arrays: Mapping[str, np.ndarray]) -> np.ndarray:
        parts = [x[start : start + ROWS_AT_ONCE] for start in range(0, len(x), ROWS_AT_ONCE)]
        with np.errstate(all="ignore"):
            found = [interpret(self.programs(len(part)), {**arrays, "x": part})["y_hat"] for part in parts]
        return found[0] if len(found) == 1 else np.concatenate(found) if found else np.empty((0, self.architecture.outputs), self.dtype)

    def measured(self, x: np.ndarray, y: np.ndarray, outcome: Outcome, arrays: Mapping[str, np.ndarray]) -> tuple[float, float]:
        """The loss and the metric."""
        total, y_hat = 0.0, np.empty_like(y)
        with np.errstate(all="ignore"):
            for start in range(0, len(x), ROWS_AT_ONCE):
                part = slice(start, start + ROWS_AT_ONCE)
                out = interpret(self.objectives(len(x[part])), {**arrays, "x": x[part], "y": y[part]})
                total += float(out["L"]) * len(x[part])
                y_hat[part] = out["y_hat"]
        return total / len(x), outcome.score(y_hat, y)

    # Data

    def rows_of(self, X: Any) -> np.ndarray:
        """f[rows, features] of the network's dtype. ValueError where it does not fit."""
        x = np.asarray(X)
        if x.dtype.kind not in "buif":
            raise ValueError(f"X holds {x.dtype}; expected numbers.")
        if x.ndim != 2 or x.shape[1] != self.architecture.features:
            raise ValueError(f"X has the shape {list(x.shape)}; this network takes [rows, {self.architecture.features}].")
        x = np.asarray(x, self.dtype)
        if not np.isfinite(x).all():
            row = int(np.argmin(np.isfinite(x).all(axis=1)))
            raise ValueError(f"X holds NaN or infinity, first in row {row}; leave out such rows or fill them in.")
        return x

    def targets_of(self, Y: Any, rows: int) -> tuple[np.ndarray, Outcome]:
        made = self.architecture
        y, outcome = encode(Y, made.outputs, made.loss.name, made.loss.classifies)
        if len(y) != rows:
            raise ValueError(f"X has {rows} rows and Y has {len(y)}; expected one target for each row.")
        if not rows:
            raise ValueError("there are no rows; expected at least one.")
        return np.asarray(y, self.dtype), outcome

    # Files

    def save(self, path: str | Path, about: Mapping[str, Any] | None = None) -> None:
        """Writes one file, whole or not at all; ``about`` is what JSON has, kept for whoever loads it."""
        description = {
            "architecture": self.architecture.to_json(), "seed": self.seed, "outcome": self.outcome.to_json(),
            "epochs": self.history[-1].epoch if self.history else 0, "about": dict(about or self.about),
        }  # fmt: skip
        write_model(path, description, self.parameters)


def load(path: str | Path) -> Network:
    """The network that was saved there. FileNotFoundError; DataError where it is no model file."""
    description, arrays = read_model(path)
    network = Network.__new__(Network)
    network.begin(Architecture.from_json(description["architecture"]), description["seed"])
    network.outcome = Outcome(**description["outcome"])
    network.about = description["about"]
    for name, array in arrays.items():
        network.parameters[name] = array
    return network


def batch_of(batch_size: int | None | str, rows: int) -> int:
    """How many rows a batch has. ValueError for one that is larger than the data."""
    if batch_size is None or batch_size == "auto":
        return rows if batch_size is None else min(32, rows)
    if isinstance(batch_size, bool) or not isinstance(batch_size, int | np.integer) or batch_size < 1:
        raise ValueError(f"batch_size={batch_size!r}: expected a whole number of at least 1, or None for all rows.")
    if batch_size > rows:
        raise ValueError(f"a batch of {batch_size} is larger than the data, {rows} rows; choose at most that, or None for all.")
    return int(batch_size)
