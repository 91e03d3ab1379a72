"""What a case is: a function as somebody would write it, with arguments to differentiate it at.

Names follow the product's own: a leaf of the argument `params = {"W": [a, b]}` is called `params_W_0`.
"""

import copy
import inspect
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import numpy as np


@dataclass(frozen=True)
class Case:
    """One function at one point. `wrt` is a tuple of positions; None means every argument that holds a float.

    `named` are keyword arguments (never differentiated by `cp.grad` here); `tags` say what is special:

    branches   Python's control flow reads data: the program has guards
    masks      a mask or an index is taken from data: that may need a guard
    float32    the arguments are float32: looser tolerances, the oracle is evaluated in float64
    stretch    beyond the list of ops that the design promises: tests may fail without failing the run
    star       takes *arguments: the names of the inputs are not ours to say
    python     no claim about emitted code
    integer data, aliasing, named, defaults, odd names, mutates its argument: what they say
    """

    function: Callable[..., Any]
    arguments: tuple[Any, ...]
    wrt: tuple[int, ...] | None = None
    named: dict[str, Any] = field(default_factory=dict)
    id: str = ""
    tags: frozenset[str] = frozenset()
    step: float = 1e-4
    tolerance: float = 1e-6

    def __post_init__(self) -> None:
        object.__setattr__(self, "tags", frozenset(self.tags))
        if not self.id:
            object.__setattr__(self, "id", getattr(self.function, "__name__", repr(self.function)))
        if self.wrt is None:
            floating = (i for i, argument in enumerate(self.arguments) if any(map(is_floating, leaves(argument))))
            object.__setattr__(self, "wrt", tuple(floating))
        if "float32" in self.tags and self.tolerance == 1e-6:
            object.__setattr__(self, "tolerance", 2e-4)

    def fresh(self) -> tuple[Any, ...]:
        """The arguments, copied: a function may write to what it is given."""
        return copy.deepcopy(self.arguments)

    def value(self, arguments: tuple[Any, ...]) -> Any:
        """The function itself, run by Python, on a copy."""
        return self.function(*copy.deepcopy(arguments), **copy.deepcopy(self.named))

    def names(self) -> list[str]:
        """The signature's names of the positional arguments."""
        parameters = list(inspect.signature(self.function).parameters.values())
        star = next((i for i, p in enumerate(parameters) if p.kind is p.VAR_POSITIONAL), len(parameters))
        names = [parameter.name for parameter in parameters[:star][: len(self.arguments)]]
        return names + [f"{parameters[star].name}_{i}" for i in range(len(self.arguments) - len(names))]

    def inputs(self, arguments: tuple[Any, ...] | None = None) -> dict[str, Any]:
        """Every number and array among the arguments, by its flattened name, in the signature's order.

        Defaults that were not overridden are inputs too, where the signature has them.
        """
        given = dict(zip(self.names(), self.arguments if arguments is None else arguments, strict=True))
        given |= self.named
        parameters = inspect.signature(self.function).parameters.values()
        defaults = {p.name: p.default for p in parameters if p.default is not p.empty and p.name not in given}
        order = [p.name for p in parameters]
        result: dict[str, Any] = {}
        for name in sorted(given | defaults, key=lambda name: order.index(name) if name in order else 0):
            result.update(named_leaves((given | defaults)[name], name))
        return result


def named_leaves(value: Any, name: str) -> dict[str, Any]:
    """Numbers and arrays in nested containers: {"params_W_0": ...}; text, None and other objects are left out."""
    if isinstance(value, dict):
        pairs = [named_leaves(item, f"{name}_{key}") for key, item in value.items()]
    elif isinstance(value, (list, tuple)):
        pairs = [named_leaves(item, f"{name}_{i}") for i, item in enumerate(value)]
    elif isinstance(value, (bool, int, float, np.ndarray, np.generic)):
        return {name: value}
    else:
        return {}
    return {key: item for pair in pairs for key, item in pair.items()}


def leaves(value: Any) -> list[Any]:
    return list(named_leaves(value, "").values())


def is_floating(leaf: Any) -> bool:
    return isinstance(leaf, float) or getattr(getattr(leaf, "dtype", None), "kind", "") == "f"


def at_floats(gradient: Any, argument: Any) -> list[Any]:
    """The gradient's leaves where the argument has a floating one; what stands at text or integers does not matter."""
    if isinstance(argument, dict):
        return [leaf for key in argument for leaf in at_floats(gradient[key], argument[key])]
    if isinstance(argument, (list, tuple)):
        return [leaf for one, item in zip(gradient, argument, strict=True) for leaf in at_floats(one, item)]
    return [gradient] if is_floating(argument) else []


def map_floats(change: Callable[[Any], Any], value: Any) -> Any:
    """The same structure, each floating leaf exchanged for change(leaf); everything else is copied."""
    if isinstance(value, dict):
        return {key: map_floats(change, item) for key, item in value.items()}
    if isinstance(value, tuple) and hasattr(value, "_fields"):
        return type(value)(*(map_floats(change, item) for item in value))
    if isinstance(value, (list, tuple)):
        return type(value)(map_floats(change, item) for item in value)
    if is_floating(value):
        return change(value)
    return copy.deepcopy(value)


def normal(seed: int, *shape: int) -> Any:
    return np.random.default_rng(seed).normal(size=shape)


def positive(seed: int, *shape: int) -> Any:
    """Between 0.5 and 2: safe for log, sqrt and division."""
    return np.random.default_rng(seed).uniform(0.5, 2.0, size=shape)


def fractions(seed: int, *shape: int) -> Any:
    """Between 0.1 and 0.9: probabilities, arguments of arcsin."""
    return np.random.default_rng(seed).uniform(0.1, 0.9, size=shape)


def integers(seed: int, high: int, *shape: int) -> Any:
    return np.random.default_rng(seed).integers(0, high, size=shape)
