"""Packages that only some sources need, imported when they are needed."""

from importlib import import_module
from types import ModuleType

from clearprop.train.data.errors import MissingExtra


def import_extra(module: str, extra: str, purpose: str) -> ModuleType:
    """The module of that name. Raises MissingExtra: one line that names the `pip install` to type."""
    try:
        return import_module(module)
    except ImportError as problem:
        package = module.partition(".")[0]
        raise MissingExtra(f"{purpose} needs {package}; type: pip install 'clearprop[{extra}]'") from problem
