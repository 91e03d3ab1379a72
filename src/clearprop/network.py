"""Network: layers, training and explanation behind one name."""

from collections.abc import Mapping, Sequence
from functools import cache, partial
from pathlib import Path
from typing import Any

import numpy as np

from clearprop.execute.native.exported import exported
from clearprop.execute.threads import threads_for
from clearprop.explain.derivation import Derivation
from clearprop.explain.resizing import other_sizes
from clearprop.ir import DTYPES, Program
from clearprop.nn import Adam, Architecture, Layer, Optimizer, Parameters, Statistics, optimizer_of, slot, step_program
from clearprop.nn.activations import Choice as ActivationChoice
from clearprop.nn.choices import is_whole
from clearprop.nn.initializers import Initializer
from clearprop.nn.losses import Choice as LossChoice
from clearprop.nn.step import gradient_program
from clearprop.nn.weighted_loss import WeightedLoss
from clearprop.ops.philox import KEYS
from clearprop.train.checkpoints import Checkpoint, digest
from clearprop.train.class_weights import ClassWeight, class_weights
from clearprop.train.data.splitting import hold_out
from clearprop.train.engines import engine_of
from clearprop.train.fitting import After, Callback, Validate, fit, told
from clearprop.train.history import History
from clearprop.train.model_file import read_model, write_model
from clearprop.train.outcomes import Outcome, encode
from clearprop.train.progress import Report
from clearprop.train.rows import Programs, batch_of, measured, outputs_for, rows_of
from clearprop.train.saving import Saving
from clearprop.train.steps import Steps
from clearprop.train.stored import Training, contents, epochs_of, fill, same_rule
from clearprop.train.targets import Targets
from clearprop.train.trainer import Point, Trainer
from clearprop.train.watching import watching
from clearprop.train.whole_file import write_whole

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
        self.steps: Steps | None = None

    def __getstate__(self) -> dict[str, Any]:
        """For copies in memory and in other processes: all but the Programs, which are built anew."""
        return {name: value for name, value in vars(self).items() if name not in ("predictions", "objectives", "steps")}

    def __setstate__(self, state: dict[str, Any]) -> None:
        vars(self).update(state)
        self.predictions = cache(self.architecture.prediction)
        self.objectives = cache(self.architecture.objective)
        self.steps = None

    def reset(self) -> "Network":
        """Starts anew: parameters drawn by the seed, nothing kept of earlier training."""
        self.parameters = Parameters(self.architecture.drawn(self.seed), self.forget)
        self.statistics = Statistics(self.architecture.started(self.architecture.statistics))
        self.history = History(self.outcome.metric)
        self.forget()
        return self

    def forget(self) -> None:
        """Forgets what an optimiser keeps from step to step; the parameters stay."""
        self.training: Training = None

    @property
    def arrays(self) -> dict[str, np.ndarray]:
        """Parameters and running statistics: what predictions are made with."""
        return self.parameters.arrays | self.statistics.arrays

    @property
    def dtype(self) -> np.dtype:
        """Of the parameters and of everything computed from them."""
        return DTYPES[self.architecture.dtype]

    def __repr__(self) -> str:
        numbers = sum(array.size for array in self.parameters.values())
        return f"Network({self.architecture}: {numbers:,} numbers to learn)"

    def step_program(
        self, batch_size: int, optimizer: str | Optimizer = "sgd", class_weight: Sequence[float] | None = None
    ) -> Program:
        """The whole training step: (parameters, optimiser state, step, x, y) -> new ones, L, y_hat. Print it.

        Where layers keep running statistics these go in and come out, too; where they draw, ``key`` follows the step.
        ``class_weight``: one number for each class, as ``fit`` would find them.
        """
        made = self.architecture
        if class_weight is not None:
            made = made.with_loss(WeightedLoss.of(made.loss, tuple(class_weight)))
        objective = made.objective(batch_size, training=True)
        return step_program(objective, list(self.parameters), optimizer_of(optimizer))

    def derive(self, X: Any, Y: Any, training: bool = False) -> Derivation:
        """The derivation of the loss on these rows with respect to the parameters, with every number of the run.

        ``training``: as the next training step would see these rows, with dropout and the batch's own statistics; else as
        predictions are made.
        """
        x, y, _ = self.data_of(X, Y)
        program = gradient_of_rows(self, len(x), training)
        explained = self.architecture.objective(len(x), training, from_logits=False)
        updates = self.training[1].updates if self.training else 0
        given = {**self.arrays, "step": updates + 1, "key": self.seed % KEYS, "x": x, "y": y}
        inputs = {variable.name: given[variable.name] for variable in (*program.inputs, *explained.inputs)}
        others = other_sizes(len(x), [size for variable in program.inputs for size in variable.type.shape])
        return Derivation(
            program,
            inputs,
            tuple(self.parameters),
            explained,
            resized=lambda: [tuple(gradient_of_rows(self, rows, training) for rows in others)],
        )

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
        class_weight: ClassWeight | None = None,
        callbacks: Sequence[Callback] = (),
        checkpoint: str | Path | Checkpoint | None = None,
        engine: str = "auto",
    ) -> History:
        """Trains from where the parameters are, and returns a record for each epoch.

        ``batch_size`` None is all rows at once, "auto" is 32, or all if they are fewer. ``optimizer`` None is Adam();
        with an equal one its state goes on too. ``validation``: (X, Y), or the share of the rows to hold out.
        ``progress``: True for a bar, or a function of (record, epochs). A callback gets each record; True ends it; one
        with ``begin(network)`` and ``end(network)``, as EarlyStopping, is called before the first epoch and after the last.
        ``class_weight``: "balanced", {class: weight} or a sequence; each row's loss counts by the weight of its class.
        ``checkpoint``: a file that is written after every epoch; called again after an interruption, or even a kill, fit
        goes on from there to the same bits. See ``Checkpoint``. ``engine`` "auto": NumPy makes the first updates, a tenth
        of a second's work, and compiled C all others; "native": C makes them all; "numpy": none, as where no C compiler is.

        Raises ValueError for what does not fit, and Diverged; then, and after Ctrl-C, the last good parameters stay.
        """
        x, y, outcome = self.data_of(X, Y)
        made = self.architecture
        if class_weight is not None:
            made = made.with_loss(WeightedLoss.of(made.loss, class_weights(class_weight, y, outcome)))
        x, y, validate = self.held_out(x, y, outcome, validation, cache(made.objective))
        rule = Adam() if optimizer is None else optimizer_of(optimizer)
        size = batch_of(batch_size, len(x), self.architecture.least_rows)
        if not is_whole(epochs, 0):
            raise ValueError(f"epochs={epochs!r}: expected a whole number of at least 0.")
        self.outcome, self.history.metric_name = outcome, outcome.metric
        steps = self.steps_for(made, rule)
        native = steps.native(engine_of(engine), len(x), size)
        trainer = Trainer(
            steps.program, self.point_for(rule), x, Targets(y, outcome), size, shuffle, self.seed, native=native
        )
        history = History(outcome.metric)
        showing = [lambda record: self.keep(trainer, rule), *callbacks] if callbacks else []
        explained = partial(made.objective, from_logits=False)
        watch = watching(explained, list(self.parameters), x, y) if progress else None
        told(callbacks, "begin", self)
        after: After | None = None
        if checkpoint is not None:
            asked = {
                "optimizer": rule.to_json(), "batch_size": size, "shuffle": bool(shuffle), "rows": digest([x, y]),
                "class_weight": list(getattr(made.loss, "weights", ())), "validation": self.told_apart(validation),
            }  # fmt: skip
            saving = Saving(Checkpoint.of(checkpoint), asked, self, rule, trainer, history, callbacks)
            after, epochs = saving.after, saving.resume(int(epochs))
        try:
            with threads_for(steps.program(size)):
                return fit(trainer, int(epochs), outcome, validate, showing, progress, history, after, watch)
        finally:
            self.keep(trainer, rule)
            self.history.records.extend(history)
            told(callbacks, "end", self)

    def export_c(
        self,
        path: str | Path,
        rows: int,
        *,
        batch_size: int | str | None = "auto",
        optimizer: str | Optimizer | None = None,
    ) -> None:
        """Writes training as one C file, which needs no Python, no header and no library but C's own.

        It trains from where the parameters are now, as ``fit(..., shuffle=False)`` with the same batch size and optimiser,
        on a file of so many rows, and prints the loss of every epoch and what was learned. How it is compiled and called
        stands at its top. ValueError for what does not fit.
        """
        if not is_whole(rows, 1):
            raise ValueError(f"rows={rows!r}: expected a whole number of at least 1.")
        rule = Adam() if optimizer is None else optimizer_of(optimizer)
        size = batch_of(batch_size, rows, self.architecture.least_rows)
        programs = self.steps_for(self.architecture, rule).prepared(rows, size)
        point = self.point_for(rule)
        text = exported(
            programs, rows, point.arrays, point.updates, self.seed % KEYS, f"Training of {self!r}", Path(path).stem
        )
        write_whole(path, text.encode())

    def steps_for(self, made: Architecture, rule: Optimizer) -> Steps:
        """The training steps; those of the last time where they are the same."""
        asked = (getattr(made.loss, "weights", None), rule)
        if self.steps is None or self.steps.asked != asked:
            names = list(self.parameters)
            self.steps = Steps(lambda rows: step_program(made.objective(rows, training=True), names, rule), asked)
        return self.steps

    def keep(self, trainer: Trainer, rule: Optimizer) -> None:
        """The parameters as they are now, and where training would go on."""
        for mapping in (self.parameters, self.statistics):
            mapping.arrays = {name: trainer.point.arrays[name] for name in mapping}
        self.training = (rule, trainer.point)

    def point_for(self, rule: Optimizer) -> Point:
        """Where training goes on: with an optimiser equal to the last one its state, too, else from zeros."""
        rule_before, before = self.training or (None, Point({}))
        kept = before if same_rule(rule_before, rule) else Point({})
        states = {
            slot(kind, name): kept.arrays.get(slot(kind, name), np.zeros_like(array))
            for name, array in self.parameters.arrays.items()
            for kind in rule.keeps
        }
        return Point({**self.arrays, **states}, kept.updates, epochs_of(self.history))

    def held_out(
        self, x: np.ndarray, y: np.ndarray, outcome: Outcome, validation: Validation, objectives: Programs
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
        return x, y, lambda arrays: measured(held_x, held_y, arrays, objectives, outcome)

    def told_apart(self, validation: Validation) -> Any:
        """What tells these validation rows from others: a share as it is, a digest of rows."""
        return validation if isinstance(validation, float | None) else digest(self.data_of(*validation)[:2])

    def predict_proba(self, X: Any) -> np.ndarray:
        """y_hat for each row.   X: f[rows, features] -> f[rows, outputs]."""
        x = rows_of(X, self.architecture.features, self.dtype)
        return outputs_for(x, self.arrays, self.predictions, self.architecture.outputs)

    def predict(self, X: Any) -> np.ndarray:
        """What the network says: class numbers i64[rows] where it classifies, numbers shaped as its targets elsewhere.

        It classifies where its loss is one for classes, or where it was fitted to class numbers or one-hot rows.
        """
        return self.outcome.decide(self.predict_proba(X))

    def evaluate(self, X: Any, Y: Any) -> dict[str, float]:
        """{"loss": ..., "accuracy": ...}; "r2" for numbers."""
        x, y, outcome = self.data_of(X, Y)
        loss, score = measured(x, y, self.arrays, self.objectives, outcome)
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
        description, arrays = contents(self)
        write_model(path, description | ({} if about is None else {"about": dict(about)}), arrays)


def load(path: str | Path) -> Network:
    """The network that was saved there: its training goes on as if nothing had been.

    FileNotFoundError; DataError where it is no model file of ours.
    """
    description, arrays = read_model(path)
    network = Network.__new__(Network)
    network.begin(Architecture.from_json(description["architecture"]), description["seed"])
    network.reset()
    fill(network, description, arrays, path)
    return network


def gradient_of_rows(network: Network, rows: int, training: bool) -> Program:
    """The loss of so many rows, and its gradients."""
    return gradient_program(network.architecture.objective(rows, training), list(network.parameters))
