"""The layers: base.py says what a layer is; then one layer, one file, found automatically."""

from importlib import import_module
from pkgutil import iter_modules

from clearprop.nn.layers.base import LAYERS, Layer
from clearprop.nn.layers.dense import Dense

__all__ = ["LAYERS", "Dense", "Layer"]

for module in iter_modules(__path__):
    import_module(f"{__name__}.{module.name}")
