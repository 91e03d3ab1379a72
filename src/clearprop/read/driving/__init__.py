"""How a file that only defines classes or functions is made to train: text to be run after it, found from its tree."""

from clearprop.read.driving.belated import Belated, belated
from clearprop.read.driving.driver import Driver
from clearprop.read.driving.drivers import drivers
from clearprop.read.driving.needed import needs_driving
from clearprop.read.driving.repeated import repeated

__all__ = ["Belated", "Driver", "belated", "drivers", "needs_driving", "repeated"]
