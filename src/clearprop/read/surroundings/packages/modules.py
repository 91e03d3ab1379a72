"""Modules put under their names while a script runs."""

import importlib.util
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType


def installed(name: str) -> bool:
    """Whether a module of this name can be imported."""
    try:
        return importlib.util.find_spec(name) is not None
    except (ImportError, ValueError):
        return False


@contextmanager
def in_place(modules: dict[str, ModuleType]) -> Iterator[None]:
    """``import name`` finds these; afterwards what was there before."""
    before = {name: sys.modules.get(name) for name in modules}
    for module in modules.values():
        module.__path__ = []  # a package, so that a part of it can be imported
    sys.modules.update(modules)
    try:
        yield
    finally:
        for name, earlier in before.items():
            if earlier is None:
                sys.modules.pop(name, None)  # the script may have taken it out
            else:
                sys.modules[name] = earlier
