"""Where numbers are kept when a run ends: paths such as ``network[0][2]['weights'][1]`` to the nodes of values."""

from collections.abc import Iterator
from types import FunctionType, ModuleType
from typing import Any

import numpy as np

from clearprop.read.tape.recorder import Recorder

MOST = 50_000
DEPTH = 10


def places(recorder: Recorder, namespaces: list[dict[str, Any]]) -> list[tuple[list[Any], int]]:
    """Paths to values that have a node: a name, then attributes as ``[".", name]`` and items as ``["[]", key]``."""
    found: list[tuple[list[Any], int]] = []
    seen: set[int] = set()
    for namespace in namespaces:
        for name, value in list(namespace.items()):
            if not name.startswith("__"):
                for path, node in kept(recorder, value, seen, DEPTH):
                    found.append(([name, *path], node))
                    if len(found) >= MOST:
                        return found
    return found


def kept(recorder: Recorder, value: Any, seen: set[int], depth: int) -> Iterator[tuple[list[Any], int]]:
    if isinstance(value, np.ndarray) and value.dtype != object:
        node = recorder.reference(value)
        if node is not None:
            yield [], node
        return
    if id(value) in recorder.index:
        yield [], recorder.index[id(value)]
        return
    if depth == 0 or id(value) in seen or isinstance(value, str | bytes | ModuleType | type):
        return
    seen.add(id(value))
    for step, part in parts(value):
        for path, node in kept(recorder, part, seen, depth - 1):
            yield [step, *path], node


def parts(value: Any) -> Iterator[tuple[list[Any], Any]]:
    if isinstance(value, dict):
        for key, part in list(value.items()):
            if isinstance(key, str | int | tuple):
                yield ["[]", key if not isinstance(key, tuple) else repr(key)], part
    elif isinstance(value, list | tuple) or (isinstance(value, np.ndarray) and value.dtype == object):
        for i, part in enumerate(value):
            yield ["[]", i], part
    elif isinstance(value, FunctionType):
        for name, cell in zip(value.__code__.co_freevars, value.__closure__ or (), strict=True):
            try:
                yield [".", name], cell.cell_contents
            except ValueError:
                continue
    elif hasattr(value, "__self__") and hasattr(value, "__func__"):
        yield [".", "__self__"], value.__self__
    elif hasattr(value, "__dict__"):
        for name, part in list(vars(value).items()):
            yield [".", name], part
    elif hasattr(type(value), "__slots__"):
        for name in type(value).__slots__:
            if hasattr(value, name):
                yield [".", name], getattr(value, name)
