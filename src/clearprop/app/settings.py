"""What `clearprop train` was asked, and what it chooses where nothing was said. The guide's table of defaults is this."""

import re
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from clearprop.nn import AdamW, Linear, Optimizer, optimizer_of
from clearprop.nn.activations import activation_of
from clearprop.nn.losses import BELONGS_TO, Loss, loss_of
from clearprop.train.data import Dataset, OptionError

BATCH = 32
UPDATES, FEWEST, MOST = 10_000, 10, 500
"""As many epochs as make so many updates, from 10 to 500."""
FASTEST = 0.03
"""The learning rate begins with 1 / (units of the widest hidden layer), since their steps add up; at most with this."""
DECAY = 0.003
"""The share by which weights shrink at the first update; less as the learning rate goes down."""
COMPARABLE = 0.1, 10.0
"""Columns whose standard deviations are all within these limits stay as they are: their sizes mean something."""
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

    @property
    def hidden_units(self) -> list[int]:
        """[5, 5] from "5,5", [] from "none". Raises OptionError."""
        if self.hidden.strip().lower() in ("none", "0", ""):
            return []
        parts = re.split(r"[\s,]+", self.hidden.strip())
        if not all(part.isdecimal() and int(part) > 0 for part in parts):
            raise OptionError(f"--hidden {self.hidden!r}: expected numbers of units such as 100 or 5,5, or 'none'.")
        return [int(part) for part in parts]

    def rule(self, updates: int) -> Optimizer:
        """AdamW with a learning rate that goes down to nothing over the updates, unless an optimiser was named."""
        if self.optimizer is not None:
            return optimizer_of(self.optimizer, self.learning_rate)
        rate = min(1 / max(self.hidden_units, default=1), FASTEST) if self.learning_rate is None else self.learning_rate
        return AdamW(Linear(rate, updates), weight_decay=DECAY / rate)

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
        return self.batch_size or min(BATCH, rows)

    def epochs_for(self, rows: int) -> int:
        """As many as make about 10,000 updates, from 10 to 500."""
        return self.epochs or max(FEWEST, min(MOST, UPDATES // self.updates_in(rows)))

    def updates_in(self, rows: int) -> int:
        """How many batches an epoch has."""
        return -(-rows // self.batch(rows))

    def scale_for(self, features: np.ndarray, images: bool) -> str:
        """``none`` for images, which are between 0 and 1, and for columns of comparable size; else ``standard``."""
        if self.scale is not None:
            return self.scale
        deviations = np.nanstd(features, axis=0)
        varying = deviations[deviations > 0]
        least, most = COMPARABLE
        return "none" if images or bool(((varying > least) & (varying < most)).all()) else "standard"

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
