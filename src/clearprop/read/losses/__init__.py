"""The standard losses, and which of them a recorded number is."""

from clearprop.read.losses.base import StandardLoss
from clearprop.read.losses.catalogue import DIRECTIONS, LOSSES, SAME_DIRECTION, applicable
from clearprop.read.losses.naming import NamedValue, name_of_value

__all__ = ["DIRECTIONS", "LOSSES", "SAME_DIRECTION", "NamedValue", "StandardLoss", "applicable", "name_of_value"]
