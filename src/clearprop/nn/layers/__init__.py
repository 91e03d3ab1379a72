"""The layers: base.py says what a layer is; then one layer, one file, found automatically."""

from importlib import import_module
from pkgutil import iter_modules

from clearprop.nn.layers.activation import Activation
from clearprop.nn.layers.base import LAYERS, Layer
from clearprop.nn.layers.batch_norm import BatchNorm
from clearprop.nn.layers.dense import Dense
from clearprop.nn.layers.dropout import Dropout
from clearprop.nn.layers.layer_norm import LayerNorm
from clearprop.nn.layers.rescale import Rescale
from clearprop.nn.layers.residual import Residual

__all__ = ["LAYERS", "Activation", "BatchNorm", "Dense", "Dropout", "Layer", "LayerNorm", "Rescale", "Residual"]

for module in iter_modules(__path__):
    import_module(f"{__name__}.{module.name}")
