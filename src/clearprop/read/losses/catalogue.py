"""The standard losses by name."""

from typing import Any

from clearprop.read.losses.base import StandardLoss
from clearprop.read.losses.from_ops import FROM_OPS
from clearprop.read.losses.others import OTHERS

LOSSES: dict[str, StandardLoss] = {loss.name: loss for loss in (*FROM_OPS, *OTHERS)}

SAME_DIRECTION = {"squared_error": "half_squared_error", "kullback_leibler": "cross_entropy"}
"""Losses whose derivative is a constant times another's: a gradient alone does not tell them apart."""

DIRECTIONS: tuple[StandardLoss, ...] = tuple(loss for name, loss in LOSSES.items() if name not in SAME_DIRECTION)
"""One loss for each derivative, up to a constant."""


def applicable(a: Any, y: Any) -> tuple[StandardLoss, ...]:
    """The losses of different derivatives that are meant for such predictions and targets."""
    return tuple(loss for loss in DIRECTIONS if loss.applies(a, y))
