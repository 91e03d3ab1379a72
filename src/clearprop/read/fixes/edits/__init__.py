"""The kinds of edits: one file each, found automatically."""

from importlib import import_module
from pkgutil import iter_modules

from clearprop.read.fixes.edits.base import Edit

for module in iter_modules(__path__):
    import_module(f"{__name__}.{module.name}")

EDITS: tuple[Edit, ...] = tuple(kind() for kind in Edit.__subclasses__())
