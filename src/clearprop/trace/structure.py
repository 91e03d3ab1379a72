"""Arguments that are nested (dicts, lists, tuples, dataclasses) as named leaves, and back."""

import copy
from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass
from typing import Any

import numpy as np

Step = tuple[str, Any]
Path = tuple[Step, ...]


def parts(value: Any) -> list[tuple[Step, Any]] | None:
    """The steps into a container and what lies there; None for a leaf."""
    if isinstance(value, dict):
        return [(("key", key), value[key]) for key in value]
    if isinstance(value, list | tuple):
        return [(("item", i), element) for i, element in enumerate(value)]
    if is_dataclass(value) and not isinstance(value, type):
        return [(("attribute", f.name), getattr(value, f.name)) for f in fields(value)]
    return None


def leaves(value: Any, path: Path = ()) -> Iterator[tuple[Path, Any]]:
    """Every leaf with the path that leads to it, in order."""
    inside = parts(value)
    if inside is None:
        yield path, value
        return
    for step, element in inside:
        yield from leaves(element, (*path, step))


def rebuilt(value: Any, change: Callable[[Path, Any], Any], path: Path = ()) -> Any:
    """The same structure, of the same types and key order, with each leaf changed."""
    inside = parts(value)
    if inside is None:
        return change(path, value)
    changed = [(step, rebuilt(element, change, (*path, step))) for step, element in inside]
    if isinstance(value, dict):
        result = copy.copy(value)
        result.update({key: element for (_, key), element in changed})
        return result
    if isinstance(value, tuple) and hasattr(value, "_fields"):
        return type(value)(*(element for _, element in changed))
    if isinstance(value, list | tuple):
        return type(value)(element for _, element in changed)
    result = copy.copy(value)
    for (_, name), element in changed:
        object.__setattr__(result, name, element)
    return result


def name_of_path(name: str, path: Path) -> str:
    """``params_W``, ``layers_0_1``."""
    return "_".join([name, *(str(key) for _, key in path)])


def is_number(leaf: Any) -> bool:
    """Whether the leaf is a number or an array of numbers: these become inputs; everything else stays as it is."""
    if isinstance(leaf, bool | int | float):
        return True
    return isinstance(leaf, np.ndarray | np.generic) and leaf.dtype.kind in "fiub"


def is_floating(leaf: Any) -> bool:
    if isinstance(leaf, np.ndarray | np.generic):
        return leaf.dtype.kind == "f"
    return isinstance(leaf, float)
