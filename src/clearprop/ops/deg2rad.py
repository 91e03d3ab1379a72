"""Degrees to radians and back: compositions, not ops."""

import math
from typing import Any

import numpy as np

from clearprop.ops.base import TRACED


def deg2rad(x: Any) -> Any:
    """Degrees to radians: x π / 180."""
    return x * (math.pi / 180)


def rad2deg(x: Any) -> Any:
    """Radians to degrees: x 180 / π."""
    return x * (180 / math.pi)


TRACED.update({np.deg2rad: deg2rad, np.radians: deg2rad, math.radians: deg2rad})
TRACED.update({np.rad2deg: rad2deg, np.degrees: rad2deg, math.degrees: rad2deg})
