"""The schedules: base.py says what a schedule is; then one schedule, one file, found automatically."""

from importlib import import_module
from pkgutil import iter_modules

from clearprop.nn.schedules.base import SCHEDULES, Schedule, schedule_over
from clearprop.nn.schedules.cosine import Cosine
from clearprop.nn.schedules.exponential import Exponential
from clearprop.nn.schedules.linear import Linear
from clearprop.nn.schedules.piecewise import Piecewise
from clearprop.nn.schedules.step_decay import StepDecay
from clearprop.nn.schedules.warm_up import WarmUp

__all__ = [
    "SCHEDULES",
    "Cosine",
    "Exponential",
    "Linear",
    "Piecewise",
    "Schedule",
    "StepDecay",
    "WarmUp",
    "schedule_over",
]

for module in iter_modules(__path__):
    import_module(f"{__name__}.{module.name}")
