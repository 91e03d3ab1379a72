"""The layer that shifts and scales features by numbers that are given, not learned."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from clearprop.ir import DTYPES
from clearprop.nn.choices import is_number
from clearprop.nn.layers.base import Layer
from clearprop.nn.scope import Scope
from clearprop.ops.symbol import Symbol


@dataclass(frozen=True)
class Rescale(Layer):
    """a = (x - offset) / scale, and x = scale a + offset with ``inverse``.   x: f[batch, features] -> a: f[batch, features].

    With means and standard deviations of the training rows it standardises; with minima and ranges it maps them to [0, 1].
    The numbers are constants of the network's Programs, so rows and predictions keep the units that they have.
    """

    offset: Sequence[float]
    scale: Sequence[float]
    inverse: bool = False

    numbered = False

    def __post_init__(self) -> None:
        for field in ("offset", "scale"):
            object.__setattr__(self, field, tuple(np.ravel(getattr(self, field)).tolist()))
        if len(self.offset) != len(self.scale):
            raise ValueError(
                f"{len(self.offset)} offsets and {len(self.scale)} scales: expected one of each a feature."
            )
        wrong = [s for s in (*self.offset, *self.scale) if not (is_number(s) and math.isfinite(s))]
        if wrong or 0 in self.scale:
            raise ValueError(f"a scale or offset of {(wrong or [0])[0]}: expected finite numbers, and no scale of 0.")

    def __call__(self, x: Symbol, scope: Scope) -> Symbol:
        if x.shape[1] != len(self.offset):
            raise ValueError(f"{len(self.offset)} offsets and scales for {x.shape[1]} features: expected one of each.")
        offset, scale = (np.array(numbers, DTYPES[scope.dtype]) for numbers in (self.offset, self.scale))
        rows: Any = x
        return rows * scale + offset if self.inverse else (rows - offset) / scale  # type: ignore[no-any-return]
