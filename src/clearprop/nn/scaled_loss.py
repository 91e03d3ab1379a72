"""A loss of targets in units of their own: both sides are scaled before they are compared."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from clearprop.nn.activations import ActivationFunction
from clearprop.nn.losses import Loss
from clearprop.ops.symbol import Symbol


@dataclass(frozen=True)
class ScaledLoss(Loss):
    """L of (y_hat - offset) / scale and (y - offset) / scale.   y_hat, y: f[batch, outputs] -> L: f[].

    With the deviations of the targets as scale no output counts more for being measured in a smaller unit, and learning
    rates do not depend on the unit.
    """

    offset: tuple[float, ...] = ()
    scale: tuple[float, ...] = ()

    @staticmethod
    def of(loss: Loss, offset: Sequence[float], scale: Sequence[float]) -> "ScaledLoss":
        """The same loss in other units."""
        return ScaledLoss(loss.name, loss.rule, tuple(map(float, offset)), tuple(map(float, scale)))

    def __call__(self, z: Symbol, y_hat: Symbol, y: Symbol, output: ActivationFunction | None) -> Symbol:
        offset, scale = (np.array(numbers, y.dtype) for numbers in (self.offset, self.scale))
        sides: Any = (y_hat, y)
        said, wanted = ((side - offset) / scale for side in sides)
        return super().__call__(z, said, wanted, output)

    def to_json(self) -> Any:
        return {"ScaledLoss": {"loss": super().to_json(), "offset": self.offset, "scale": self.scale}}

    @classmethod
    def restored(cls, stored: Any) -> "ScaledLoss":
        return cls.of(Loss.from_json(stored["loss"]), stored["offset"], stored["scale"])
