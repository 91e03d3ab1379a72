"""Why a gradient is what it is: facts/ has what can be found, changes/ what can be tried; answer.py puts them together."""

from importlib import import_module
from pkgutil import iter_modules

for part in ("facts", "changes"):
    for module in iter_modules([f"{folder}/{part}" for folder in __path__]):
        import_module(f"{__name__}.{part}.{module.name}")
