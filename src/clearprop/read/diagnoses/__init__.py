"""What can be wrong with a backward pass: one mistake, one class, one file. Found automatically."""

from importlib import import_module
from pkgutil import iter_modules

from clearprop.read.diagnoses.base import DIAGNOSES, Diagnosis, Hypothesis

for found in iter_modules(__path__):
    if found.name.startswith("cp"):
        import_module(f"{__name__}.{found.name}")

__all__ = ["DIAGNOSES", "Diagnosis", "Hypothesis"]
