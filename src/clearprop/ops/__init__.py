"""The ops: base.py says what an op is; then one op, one class, one file, found automatically."""

from importlib import import_module
from pkgutil import iter_modules

from clearprop.ops.base import OPS, TRACED, Elementwise, Example, Kink, Op, example

__all__ = ["OPS", "TRACED", "Elementwise", "Example", "Kink", "Op", "example"]

for module in iter_modules(__path__):
    import_module(f"{__name__}.{module.name}")
