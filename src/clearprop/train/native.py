"""A training step made ready for compiling: its products apart, everything else fused."""

import warnings
from collections.abc import Callable

from clearprop.execute.native.compiled import Compiled
from clearprop.execute.native.compiler import NotCompiled
from clearprop.execute.native.ordering import beside_products
from clearprop.execute.native.products import with_products
from clearprop.ir import Program
from clearprop.transform.dead_code import without_dead_code
from clearprop.transform.fuse import fuse

ENGINES = ("numpy", "native")


def engine_of(name: str) -> str:
    """The engine of that name. ValueError for one that is not there."""
    if name not in ENGINES:
        raise ValueError(f"engine={name!r}: expected one of {', '.join(map(repr, ENGINES))}.")
    return name


def compiled(steps: Callable[[int], Program], rows: int, batch_size: int) -> Compiled | None:
    """The compiled steps of an epoch over so many rows; None, with a warning that says why, where that does not work."""
    sizes = dict.fromkeys([batch_size, rows % batch_size or batch_size])
    programs = {size: fuse(beside_products(without_dead_code(with_products(steps(size))))) for size in sizes}
    try:
        return Compiled(programs)
    except NotCompiled as problem:
        warnings.warn(f"Training runs by NumPy, more slowly: {problem}", RuntimeWarning, stacklevel=3)
        return None
