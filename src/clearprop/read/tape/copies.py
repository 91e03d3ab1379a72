"""Copies of the script's objects: arrays in a copy are copies of those in the original."""

import copy
from typing import Any

import numpy as np

from clearprop.read.tape.recorder import Recorder

DEPTH = 12


def deep(recorder: Recorder, site: int, value: Any, memo: Any = None, /) -> Any:
    result = copy.deepcopy(value, memo)
    same(recorder, site, value, result, DEPTH, set())
    return result


def shallow(recorder: Recorder, site: int, value: Any, /) -> Any:
    result = copy.copy(value)
    if isinstance(value, np.ndarray):
        same(recorder, site, value, result, 1, set())
    return result


def same(recorder: Recorder, site: int, old: Any, new: Any, depth: int, seen: set[int]) -> None:
    """What is known of ``old`` is known of its copy ``new``."""
    if old is new or depth == 0 or id(old) in seen or type(old) is not type(new):
        return
    seen.add(id(old))
    if isinstance(old, np.ndarray) and old.dtype != object:
        if recorder.has_node(old):
            recorder.array("copy", site, recorder.templates(site, (old,)), new)
        return
    if id(old) in recorder.index and id(new) not in recorder.index:
        recorder.number("pass", site, (recorder.index[id(old)],), new)
        return
    for a, b in pairs(old, new):
        same(recorder, site, a, b, depth - 1, seen)


def pairs(old: Any, new: Any) -> list[tuple[Any, Any]]:
    """The parts of both."""
    if isinstance(old, np.ndarray):
        return list(zip(old.ravel(), new.ravel(), strict=True))
    if isinstance(old, list | tuple):
        found = list(zip(old, new, strict=False))
    elif isinstance(old, dict):
        found = [(value, new[key]) for key, value in old.items() if key in new]
    else:
        found = []
    for klass in type(old).__mro__:
        names = klass.__dict__.get("__slots__", ())
        for name in (names,) if isinstance(names, str) else names:
            if hasattr(old, name) and hasattr(new, name):
                found.append((getattr(old, name), getattr(new, name)))
    if hasattr(old, "__dict__") and not isinstance(old, type):
        found += [(value, vars(new)[name]) for name, value in vars(old).items() if name in vars(new)]
    return found
