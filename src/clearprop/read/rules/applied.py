"""A node's operation, applied to operands: arrays, numbers, or traced values that make a Program of it."""

import math
from collections.abc import Callable, Iterator
from importlib import import_module
from types import SimpleNamespace
from typing import Any

import numpy as np

from clearprop.trace.dispatch import DISPATCH
from clearprop.trace.operators import NATIVE

SITE = 0
"""Where the operations stand does not matter: the node knows."""

SPECIAL: dict[str, Callable[..., Any]] = {
    "pass": lambda value: value * 1.0,
    "copy": lambda value: value * 1.0,
    "call numpy.asmatrix": lambda value, *more: as_rows(value),
    "call numpy.matrix": lambda value, *more: as_rows(value),
    "call abs": lambda value: DISPATCH["call"](SITE, np.abs, value),
    "call pow": lambda value, power: DISPATCH["pow"](SITE, value, power),
    "call math.pow": lambda value, power: DISPATCH["pow"](SITE, value, power),
}


def as_rows(value: Any) -> Any:
    """A matrix: a vector is its only row."""
    return DISPATCH["call"](SITE, np.reshape, value, (1, -1)) if len(value.shape) == 1 else value * 1.0


class Unknown(Exception):
    """There is no rule for the operation."""


def applied(op: str, arguments: Any, operands: Iterator[Any]) -> Any:
    """The operation with the operands in the places of its templates' nodes. Unknown where it has no rule."""
    positional, named = filled(arguments, operands)
    kind, _, name = op.partition(" ")
    if op in SPECIAL:
        return SPECIAL[op](*positional, **named)
    if op == "sum":
        return summed(positional)
    if op in ("call max", "call min"):
        return extreme(np.maximum if op == "call max" else np.minimum, positional)
    if op.removeprefix("inplace_") in NATIVE:
        return DISPATCH[op.removeprefix("inplace_")](SITE, *positional)
    if kind == "getitem":
        return DISPATCH["getitem"](SITE, *positional)
    if kind == "attribute":
        return getattr(positional[0], name)
    if kind == "method":
        return method(name, positional, named)
    if kind == "call":
        return DISPATCH["call"](SITE, function_of(name), *positional, **named)
    raise Unknown(op)


def summed(terms: list[Any]) -> Any:
    """As Python's ``sum``: one after the other; the start is the last of them."""
    total = terms[-1]
    for term in terms[:-1]:
        total = DISPATCH["add"](SITE, total, term)
    return total


def extreme(function: Any, values: list[Any]) -> Any:
    found = values[0]
    for value in values[1:]:
        found = DISPATCH["call"](SITE, function, found, value)
    return found


def method(name: str, positional: list[Any], named: dict[str, Any]) -> Any:
    target, *others = positional
    if name in ("dot", "sum", "mean", "max", "min", "prod", "cumsum", "clip", "reshape", "transpose", "ravel", "repeat",
                "squeeze", "swapaxes", "trace", "diagonal", "std", "var", "round", "argmax", "argmin", "ptp", "take",
                "sort", "argsort", "any", "all"):  # fmt: skip
        if name in ("reshape", "transpose") and len(others) > 1:
            others = [tuple(others)]
        return DISPATCH["call"](SITE, getattr(np, name), target, *others, **named)
    if name in ("copy", "astype", "item", "tolist", "view"):
        return target * 1.0
    if name == "flatten":
        return DISPATCH["call"](SITE, np.ravel, target)
    if name.startswith("__") and name.strip("_") in NATIVE:
        return DISPATCH[name.strip("_")](SITE, *positional)
    raise Unknown(f"method {name}")


def function_of(name: str) -> Any:
    """NumPy's, math's or SciPy's function of that name; nothing else is ever looked up."""
    module, _, last = name.rpartition(".")
    if module == "numpy" or module.startswith("numpy."):
        owner: Any = np
        for part in module.split(".")[1:]:
            owner = getattr(owner, part, SimpleNamespace())
        function = getattr(owner, last, None)
    elif module == "math":
        function = getattr(math, last, None)
    elif module in ("scipy.special", "scipy.special._logsumexp"):
        function = getattr(import_module("scipy.special"), last, None)
    else:
        function = None
    if function is None:
        raise Unknown(f"call {name}")
    return function


def filled(arguments: Any, operands: Iterator[Any]) -> tuple[list[Any], dict[str, Any]]:
    """Positional and named arguments, the operands in the places of nodes."""
    positional: list[Any] = []
    named: dict[str, Any] = {}
    for part in arguments:
        if type(part) is not int and part[0] == "k":
            named = {key: one(value, operands) for key, value in part[1].items()}
        else:
            positional.append(one(part, operands))
    return positional, {key: value for key, value in named.items() if key not in ("out", "dtype")}


def one(part: Any, operands: Iterator[Any]) -> Any:
    if type(part) is int:
        return next(operands)
    tag = part[0]
    if tag == "c":
        return np.array(part[1]) if isinstance(part[1], list) else part[1]
    if tag == "l":
        return [one(inner, operands) for inner in part[1:]]
    if tag == "t":
        return tuple(one(inner, operands) for inner in part[1:])
    if tag == "s":
        return slice(*(index(one(inner, operands)) for inner in part[1:]))
    if tag == "d":
        return {key: one(inner, operands) for key, inner in part[1].items()}
    if tag == "e":
        return Ellipsis
    if tag == "y":
        return np.dtype(part[1])
    raise Unknown(str(part[1]))


def index(value: Any) -> Any:
    return int(value) if isinstance(value, float | np.generic) else value
