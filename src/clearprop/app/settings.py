"""What `clearprop train` was asked, and what it chooses where nothing was said. The guide's table of defaults is this."""

import re
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from clearprop.nn import Optimizer
from clearprop.nn.activations import activation_of
from clearprop.nn.losses import BELONGS_TO, Loss, loss_of
from clearprop.train import defaults
from clearprop.train.data import Dataset, OptionError

LARGE = 2_000_000
"""From so many numbers on, features are float32: half the memory, and enough for what is measured or seen."""


@dataclass(frozen=True)
class Settings:
    """The options of `clearprop train`, as they were given."""

    data: str
    target: str | None = None
    hidden: str = "100"
    activation: str = "relu"
    output: str | None = None
    loss: str | None = None
    init: str = "glorot_uniform"
    optimizer: str | None = None
    learning_rate: float | None = None
    epochs: int | None = None
    batch_size: int | None = None
    folds: int | None = None
    seed: int = 1
    scale: str | None = None
    missing: str | None = None
    out: Path | None = None
    schedule: str | None = None
    weight_decay: float | None = None
    clip_norm: float | None = None
    class_weight: str | None = None
    early_stopping: bool = False
    patience: int = 10
    checkpoint: Path | None = None
    report: Path | None = None

    def checkpoint_for(self, part: str) -> Path | None:
        """Each fold has one of its own: ``PATH.fold-1``."""
        if self.checkpoint is None or self.folds is None:
            return self.checkpoint
        return self.checkpoint.with_name(f"{self.checkpoint.name}.{part.replace(' ', '-')}")

    @property
    def hidden_units(self) -> list[int]:
        """[5, 5] from "5,5", [] from "none". Raises OptionError."""
        if self.hidden.strip().lower() in ("none", "0", ""):
            return []
        parts = re.split(r"[\s,]+", self.hidden.strip())
        if not all(part.isdecimal() and int(part) > 0 for part in parts):
            raise OptionError(f"--hidden {self.hidden!r}: expected numbers of units such as 100 or 5,5, or 'none'.")
        return [int(part) for part in parts]

    def rule(self, rows: int, epochs: int) -> Optimizer:
        """AdamW with a learning rate that goes down to nothing over the epochs, unless an optimiser was named."""
        updates = epochs * self.updates_in(rows)
        return defaults.rule_for(
            max(self.hidden_units, default=1), rows, updates, self.optimizer, self.learning_rate, self.schedule,
            self.weight_decay, self.clip_norm,
        )  # fmt: skip

    def weights(self, data: Dataset) -> str | dict[int, float] | None:
        """ "balanced", or a weight for the number of each class that was named: "apple=5,pear=1". Raises OptionError."""
        if self.class_weight is None:
            return None
        if data.classes is None:
            raise OptionError(f"--class-weight {self.class_weight!r}: the target {data.target_name!r} has no classes.")
        if self.class_weight.strip().lower() == "balanced":
            return "balanced"
        found = re.findall(r"\s*(.+?)\s*=\s*([^,=]+?)\s*(?:,|$)", self.class_weight)
        unknown = [name for name, _ in found if name not in data.classes]
        if unknown or not found or not all(re.fullmatch(r"\d+\.?\d*|\.\d+", weight) for _, weight in found):
            raise OptionError(
                f"--class-weight {self.class_weight!r}: expected 'balanced', or weights such as {data.classes[0]}=5; "
                f"the classes are {', '.join(data.classes)}."
            )
        return {data.classes.index(name): float(weight) for name, weight in found}

    def ending(self, data: Dataset) -> tuple[str, str]:
        """The output's activation and the loss. Raises OptionError for a loss that is not for such a target."""
        loss = loss_of(self.loss, activation_of("identity")) if self.loss else None
        output = activation_of(self.output).name if self.output else output_for(data, loss)
        loss = loss or loss_of(None, activation_of(output))
        if loss.classifies and data.classes is None:
            raise OptionError(
                f"--loss {loss.name} is for classes, and the target {data.target_name!r} has measured numbers; "
                "choose half_squared_error, absolute_error or huber."
            )
        return output, loss.name

    def layers(self, data: Dataset, output: str, loss: str) -> list[int]:
        """[features, *hidden, outputs]: an output for each class; one for two classes where it says yes or no."""
        classes = len(data.classes or ())
        yes_or_no = classes == 2 and (output == "sigmoid" or loss == "hinge")
        return [data.features.shape[1], *self.hidden_units, 1 if yes_or_no else max(classes, 1)]

    def batch(self, rows: int) -> int:
        """Raises OptionError for a batch that is larger than the training part."""
        if self.batch_size is not None and self.batch_size > rows:
            raise OptionError(
                f"--batch-size {self.batch_size}: larger than the {rows} rows to train on; choose at most that."
            )
        return self.batch_size or min(defaults.BATCH, rows)

    def epochs_for(self, rows: int) -> int:
        """As many as make about 10,000 updates, from 10 to 500."""
        return self.epochs or defaults.epochs_for(rows, self.batch(rows))

    def updates_in(self, rows: int) -> int:
        """How many batches an epoch has."""
        return defaults.updates_in_an_epoch(rows, self.batch(rows))

    def scale_for(self, features: np.ndarray, images: bool) -> str:
        """``none`` for images, which are between 0 and 1, and for columns of comparable size; else ``standard``."""
        if self.scale is not None:
            return self.scale
        return "none" if images else defaults.scale_for(features)

    def dtype_for(self, data: Dataset) -> str:
        return "float32" if data.features.size >= LARGE else "float64"


def output_for(data: Dataset, loss: Loss | None) -> str:
    """The output that goes with a loss and a target."""
    if data.classes is None:
        return "identity"
    if loss is None:
        return "softmax"
    if loss.name == "hinge" or loss.name.endswith("_with_logits"):
        return "identity"
    return next((output for output, own in BELONGS_TO.items() if own == loss.name), "sigmoid")
