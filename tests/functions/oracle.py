"""What the tests hold clearprop against: differences of the plain function. Nothing here imports clearprop."""

import copy
from typing import Any

import numpy as np

from .case import Case, is_floating, leaves, map_floats


def in_float64(value: Any) -> Any:
    """The same structure with every floating leaf in double precision, so that small differences can be seen."""
    return map_floats(lambda leaf: np.array(leaf, dtype=float) if np.ndim(leaf) else float(leaf), value)


def moved(value: Any, which: int, index: tuple[int, ...], by: float) -> Any:
    """A copy in which one entry of the floating leaf number `which` is greater by `by`."""
    count = iter(range(10**9))

    def change(leaf: Any) -> Any:
        if next(count) != which:
            return copy.deepcopy(leaf)
        if not index and not isinstance(leaf, np.ndarray):
            return type(leaf)(leaf + by)
        leaf = leaf.copy()
        leaf[index] += by
        return leaf

    return map_floats(change, value)


def central_differences(case: Case, step: float) -> list[list[Any]]:
    """For each position in wrt, for each floating leaf of it, the gradient by central differences."""
    arguments = in_float64(case.arguments)
    result = []
    for position in case.wrt or ():
        gradients = []
        for which, leaf in enumerate(filter(is_floating, leaves(arguments[position]))):
            gradient = np.zeros(np.shape(leaf))
            for index in np.ndindex(gradient.shape):
                values = []
                for by in (step, -step):
                    there = list(arguments)
                    there[position] = moved(arguments[position], which, index, by)
                    values.append(float(case.value(tuple(there))))
                gradient[index] = (values[0] - values[1]) / (2 * step)
            gradients.append(gradient)
        result.append(gradients)
    return result


def largest(gradients: list[list[Any]]) -> float:
    return max((float(np.max(np.abs(leaf), initial=0.0)) for group in gradients for leaf in group), default=0.0)


def distance(one: list[list[Any]], other: list[list[Any]]) -> float:
    """The largest difference of any entry."""
    return max(
        (
            float(np.max(np.abs(np.asarray(a, dtype=float) - b), initial=0.0))
            for first, second in zip(one, other, strict=True)
            for a, b in zip(first, second, strict=True)
        ),
        default=0.0,
    )


CACHE: dict[int, list[list[Any]]] = {}


def numeric_gradient(case: Case) -> list[list[Any]]:
    """Central differences at two steps, put together so that the error is of fourth order (Richardson)."""
    if id(case) not in CACHE:
        near, far = (central_differences(case, step) for step in (case.step, 2 * case.step))
        CACHE[id(case)] = [
            [(4 * a - b) / 3 for a, b in zip(first, second, strict=True)]
            for first, second in zip(near, far, strict=True)
        ]
    return CACHE[id(case)]


def nearby(case: Case, by: float, seed: int = 0) -> tuple[Any, ...]:
    """The arguments, every float moved a little, relative to its size; data that is not floating stays."""
    rng = np.random.default_rng(seed)

    def change(leaf: Any) -> Any:
        noise = by * rng.uniform(0.2, 1.0, size=np.shape(leaf)) * rng.choice([-1.0, 1.0], size=np.shape(leaf))
        there = np.where(np.asarray(leaf) == 0, noise, leaf * (1 + noise))
        return there.astype(leaf.dtype) if isinstance(leaf, (np.ndarray, np.generic)) else float(there)

    return tuple(
        map_floats(change, argument) if i in (case.wrt or ()) else copy.deepcopy(argument)
        for i, argument in enumerate(case.arguments)
    )
