"""A loss in which classes count for more or less: each row with the weight of its class."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from clearprop.nn.activations import ActivationFunction
from clearprop.nn.losses import Loss
from clearprop.ops import OPS, Op
from clearprop.ops.symbol import Symbol


@dataclass(frozen=True)
class WeightedLoss(Loss):
    """L = mean over rows of w L_row, where w is the weight of the row's class.   y_hat, y: f[batch, outputs] -> L: f[].

    ``weights``: one number for each class; of one output, for no and yes. Weights whose mean over all training rows is 1
    make the losses of an epoch a weighted mean.
    """

    weights: tuple[float, ...] = ()

    @staticmethod
    def of(loss: Loss, weights: tuple[float, ...]) -> "WeightedLoss":
        """The same loss with weights. ValueError for a function of the user's own, which gives no loss of a row."""
        if not isinstance(loss.rule, Op):
            raise ValueError(
                f"class_weight needs the loss of each row, and {loss.name} is a function of yours for all of them; "
                "choose a loss by its name."
            )
        return WeightedLoss(loss.name, loss.rule, weights)

    def __call__(self, z: Symbol, y_hat: Symbol, y: Symbol, output: ActivationFunction | None) -> Symbol:
        logits: Any = OPS.get(f"{self.name}_with_logits")
        rows = logits().rows(z, y) if self.takes_logits(output) else self.rule.rows(y_hat, y)
        w: Any = self.row_weights(y)
        w.atom.name = "w"
        return np.sum(w * rows) / y.shape[0]  # type: ignore[no-any-return]

    def row_weights(self, y: Any) -> Any:
        """The weight of each row's class.   y: f[batch, outputs] -> w: f[batch]."""
        weights = np.array(self.weights, y.dtype)
        if len(weights) != max(y.shape[1], 2):
            raise ValueError(f"{len(weights)} class weights; expected one for each of {max(y.shape[1], 2)} classes.")
        yes = (y - self.no) / (1 - self.no) if self.no else y  # 1 for the row's class, 0 for the others
        if y.shape[1] == 1:
            no, more = weights[0].item(), (weights[1] - weights[0]).item()
            return no + more * yes[:, 0]
        return yes @ y.builder.symbol(y.builder.constant(weights, "class_weights"))
