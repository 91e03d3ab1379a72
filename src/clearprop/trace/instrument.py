"""Exchanging the code of the user's functions for its rewritten copy while a recording runs.

Functions keep their identity, closures, defaults and dictionaries; so dunders, properties, callbacks passed to C and
methods of private classes are followed too. Every exchange is undone when the last recording that needs it ends.
"""

import sys
import sysconfig
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import CodeType, FunctionType
from typing import Any

import numpy as np

from clearprop.trace.rewriting import rewritten

LOCK = threading.RLock()
EXCHANGED: dict[FunctionType, tuple[CodeType, int]] = {}
FOREIGN = (
    str(Path(np.__file__).parent),
    str(Path(__file__).parents[1]),
    *(path for key, path in sysconfig.get_paths().items() if key in ("stdlib", "platstdlib")),
)
LIBRARIES = tuple(path for key, path in sysconfig.get_paths().items() if key in ("purelib", "platlib"))


class Instrument:
    """The functions whose code this recording has exchanged."""

    def __init__(self, dispatch: dict[str, Callable[..., Any]]) -> None:
        self.dispatch = dispatch
        self.functions: dict[FunctionType, bool] = {}
        self.classes: set[type] = set()

    def function(self, function: FunctionType) -> bool:
        """Whether the function's operations are followed, from now on."""
        followed = self.functions.get(function)
        if followed is None:
            followed = self.functions[function] = is_users(function) and self.exchange(function)
            if followed:
                self.surroundings(function)
        return followed

    def exchange(self, function: FunctionType) -> bool:
        with LOCK:
            if function in EXCHANGED:
                code, count = EXCHANGED[function]
                EXCHANGED[function] = (code, count + 1)
                return True
            copy = rewritten(function, self.dispatch)
            if copy is None:
                return False
            EXCHANGED[function] = (function.__code__, 1)
            function.__code__ = copy
            return True

    def surroundings(self, function: FunctionType) -> None:
        """The classes of the objects that the function refers to: their operators and properties run unseen."""
        cells = [cell.cell_contents for cell in function.__closure__ or () if cell_is_filled(cell)]
        names = [function.__globals__[name] for name in function.__code__.co_names if name in function.__globals__]
        for value in (*cells, *names, *(function.__defaults__ or ())):
            self.instance(value)

    def instance(self, value: Any, depth: int = 3) -> None:
        """The class of an object, and of the objects that it holds."""
        cls = type(value)
        if cls.__module__ in ("builtins", "numpy"):
            if depth and cls in (list, tuple, dict):
                for element in list(value.values() if cls is dict else value)[:64]:
                    self.instance(element, depth - 1)
            return
        if cls not in self.classes:
            self.cls(cls)
        if (
            depth
            and cls in self.classes
            and hasattr(value, "__dict__")
            and any(self.functions.get(f) for f in methods_of(cls))
        ):
            for held in list(vars(value).values()):
                self.instance(held, depth - 1)

    def cls(self, cls: type) -> None:
        """All methods and properties of a class and its bases."""
        if cls in self.classes:
            return
        self.classes.add(cls)
        for base in cls.__mro__:
            for function in methods_of(base):
                self.function(function)

    def undo(self) -> None:
        with LOCK:
            for function, followed in self.functions.items():
                if followed:
                    code, count = EXCHANGED[function]
                    if count == 1:
                        function.__code__ = code
                        del EXCHANGED[function]
                    else:
                        EXCHANGED[function] = (code, count - 1)


@contextmanager
def instrumented(dispatch: dict[str, Callable[..., Any]]) -> Iterator[Instrument]:
    instrument = Instrument(dispatch)
    try:
        yield instrument
    finally:
        instrument.undo()


def methods_of(cls: type) -> list[FunctionType]:
    found: list[FunctionType] = []
    for member in vars(cls).values():
        member = getattr(member, "__func__", member)  # static and class methods
        candidates = (member.fget, member.fset) if isinstance(member, property) else (getattr(member, "func", member),)
        found += [f for f in candidates if isinstance(f, FunctionType)]
    return found


def is_users(function: FunctionType) -> bool:
    """Whether the function is neither Python's, nor NumPy's, nor ours."""
    file = function.__code__.co_filename
    if file.startswith(LIBRARIES):
        return not file.startswith(FOREIGN[:2])
    if file.startswith("<frozen") or sys.modules.get(function.__module__ or "", None) is sys.modules["builtins"]:
        return False
    return not file.startswith(FOREIGN)


def cell_is_filled(cell: Any) -> bool:
    try:
        cell.cell_contents  # noqa: B018
    except ValueError:
        return False
    return True
