"""Checking choices: what a name stands for, or an error that says which names there are and which one is near."""

from collections.abc import Mapping
from difflib import get_close_matches
from typing import Any, TypeVar

import numpy as np

Thing = TypeVar("Thing")


def chosen(name: str, catalogue: Mapping[str, Thing], kind: str, aliases: Mapping[str, str] | None = None) -> Thing:
    """What the name stands for in the catalogue; upper case, spaces and hyphens do not matter. ValueError for another.

    >>> chosen("Leaky-ReLU", {"relu": 1, "leaky_relu": 2}, "activation")
    2
    """
    key = name.strip().lower().replace("-", "_").replace(" ", "_")
    key = (aliases or {}).get(key, key)
    if key in catalogue:
        return catalogue[key]
    bare = {candidate.replace("_", ""): candidate for candidate in catalogue}
    near = bare.get(key.replace("_", "")) or next(iter(get_close_matches(key, catalogue, n=1)), None)
    hint = f"did you mean {near!r}?" if near else f"choose one of {', '.join(sorted(catalogue))}."
    raise ValueError(f"there is no {kind} {name!r}; {hint}")


def is_number(value: Any) -> bool:
    """Whether it is a Python number; True and False are none."""
    return isinstance(value, int | float) and not isinstance(value, bool)


def is_whole(value: Any, least: int) -> bool:
    """Whether it is a whole number of at least ``least``; True and False are none."""
    return isinstance(value, int | np.integer) and not isinstance(value, bool) and int(value) >= least
