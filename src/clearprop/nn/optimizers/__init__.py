"""The optimisers: base.py says what an optimiser is; then one optimiser, one file, found automatically."""

from importlib import import_module
from pkgutil import iter_modules

from clearprop.nn.optimizers.adam import Adam
from clearprop.nn.optimizers.adamw import AdamW
from clearprop.nn.optimizers.base import OPTIMIZERS, Optimizer, optimizer_of
from clearprop.nn.optimizers.momentum import Momentum
from clearprop.nn.optimizers.nesterov import Nesterov
from clearprop.nn.optimizers.rmsprop import RMSProp
from clearprop.nn.optimizers.sgd import SGD

__all__ = ["OPTIMIZERS", "SGD", "Adam", "AdamW", "Momentum", "Nesterov", "Optimizer", "RMSProp", "optimizer_of"]

for module in iter_modules(__path__):
    import_module(f"{__name__}.{module.name}")
