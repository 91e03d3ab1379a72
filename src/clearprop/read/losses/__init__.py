"""The standard losses, and which of them a recorded number is."""

from clearprop.read.losses.base import StandardLoss
from clearprop.read.losses.catalogue import DIRECTIONS, LOSSES, SAME_DIRECTION, applicable
from clearprop.read.losses.naming import NamedValue, name_of_value
from clearprop.read.losses.totals import Totals

__all__ = [
    "DIRECTIONS", "LOSSES", "SAME_DIRECTION", "NamedValue", "StandardLoss", "Totals", "applicable", "name_of_value",
]  # fmt: skip
