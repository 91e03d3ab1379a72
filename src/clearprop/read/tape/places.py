"""Where numbers are kept when a run ends: paths such as ``network[0][2]['weights'][1]`` to the nodes of values."""

import array
import functools
from collections import deque
from collections.abc import Iterator
from types import FunctionType, GeneratorType, MethodType, ModuleType
from typing import Any

import numpy as np

from clearprop.read.tape.recorder import Recorder, is_frame

MOST = 50_000
DEPTH = 10
Path = list[Any]


def places(recorder: Recorder, namespaces: list[dict[str, Any]]) -> list[tuple[Path, int]]:
    """Paths to values that have a node: a name, then attributes as ``[".", name]`` and items as ``["[]", key]``."""
    found: list[tuple[Path, int]] = []
    seen: set[int] = set()
    for namespace in namespaces:
        for name, value in list(namespace.items()):
            if not name.startswith("__"):
                for path, node in kept(recorder, value, seen, DEPTH):
                    found.append(([name, *path], node))
                    if len(found) >= MOST:
                        return found
    return found


def kept(recorder: Recorder, value: Any, seen: set[int], depth: int) -> Iterator[tuple[Path, int]]:
    if id(value) in recorder.index:
        yield [], recorder.index[id(value)]
        return
    if (isinstance(value, np.ndarray) and value.dtype != object) or is_frame(value):
        node = recorder.reference(value)
        if node is not None:
            yield [], node
        return
    if depth == 0 or id(value) in seen or isinstance(value, str | bytes) or is_foreign(recorder, value):
        return
    seen.add(id(value))
    for step, part in parts(value):
        for path, node in kept(recorder, part, seen, depth - 1):
            yield [step, *path], node


def is_foreign(recorder: Recorder, value: Any) -> bool:
    """Whether it is a module or class that is not the script's."""
    if isinstance(value, ModuleType):
        return value.__name__ not in recorder.modules
    return isinstance(value, type) and value.__module__ not in recorder.modules


def parts(value: Any) -> Iterator[tuple[Path, Any]]:
    """What the value holds, and the steps to it."""
    if isinstance(value, dict):
        for key, part in list(value.items()):
            if isinstance(key, str | int | tuple):
                yield ["[]", key if not isinstance(key, tuple) else repr(key)], part
    elif isinstance(value, list | tuple | deque | array.array | np.ndarray):
        for i, part in enumerate(value):
            yield ["[]", i], part
    elif isinstance(value, FunctionType):
        yield from captured(value)
    elif isinstance(value, MethodType):
        yield [".", "__self__"], value.__self__
    elif isinstance(value, functools.partial):
        yield [".", "func"], value.func
        yield [".", "args"], value.args
    elif isinstance(value, GeneratorType):
        return
    yield from attributes(value)


def captured(function: FunctionType) -> Iterator[tuple[Path, Any]]:
    """The variables of a closure."""
    for name, cell in zip(function.__code__.co_freevars, function.__closure__ or (), strict=True):
        try:
            yield [".", name], cell.cell_contents
        except ValueError:
            continue


def attributes(value: Any) -> Iterator[tuple[Path, Any]]:
    for name, part in list(getattr(value, "__dict__", {}).items()):
        if not name.startswith("__"):
            yield [".", name], part
    for kind in type(value).__mro__:
        slots = vars(kind).get("__slots__", ())
        for name in (slots,) if isinstance(slots, str) else slots:
            private = name.startswith("__") and not name.endswith("__")
            attribute = f"_{kind.__name__.lstrip('_')}{name}" if private else name
            if not name.startswith("__") or private:
                yield [".", attribute], getattr(value, attribute, None)
