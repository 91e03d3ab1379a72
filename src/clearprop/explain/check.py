"""Checking a gradient by central differences, with a well-chosen step, and saying what such a check cannot see."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np

from clearprop.explain.differences import slope
from clearprop.trace.session import Leaf, Recording, record
from clearprop.trace.structure import is_floating, name_of_path, rebuilt
from clearprop.transform.functional import Wrt, at_path, selected, value_and_grad

MOST = 200  # entries of one parameter that are checked one by one; of a larger one, as many are drawn


@dataclass(frozen=True)
class ParameterCheck:
    """The gradient of one parameter against differences. ``error`` is ‖ours − theirs‖ / (‖ours‖ + ‖theirs‖)."""

    name: str
    error: float
    worst: tuple[int, ...]
    given: float  # the gradient's entry there
    measured: float  # the difference quotient there
    checked: int
    entries: int
    kinks: tuple[tuple[int, ...], ...]
    right: bool


@dataclass(frozen=True)
class GradientCheck:
    """The checks of all parameters. True where every one is right."""

    parameters: tuple[ParameterCheck, ...]
    tolerance: float
    notes: tuple[str, ...]

    @property
    def right(self) -> bool:
        return all(parameter.right for parameter in self.parameters)

    def __bool__(self) -> bool:
        return self.right

    @property
    def errors(self) -> dict[str, float]:
        """The relative error by parameter."""
        return {parameter.name: parameter.error for parameter in self.parameters}

    def __str__(self) -> str:
        width = max(len(parameter.name) for parameter in self.parameters)
        lines = [f"{'':{width}}  relative error  checked"]
        for p in self.parameters:
            verdict = (
                "right" if p.right else f"WRONG, worst at {list(p.worst)}: {p.given:.8g}, measured {p.measured:.8g}"
            )
            lines.append(f"{p.name:{width}}  {p.error:14.2e}  {p.checked} of {p.entries}  {verdict}")
        return "\n".join([*lines, *self.notes])


def check_gradient(
    function: Callable[..., Any],
    *arguments: Any,
    gradient: Callable[..., Any] | None = None,
    wrt: Wrt | None = None,
    seed: int = 0,
    **named: Any,
) -> GradientCheck:
    """Our gradient of the function, or the one that the caller wrote, against central differences of the function.

    ``gradient`` takes the same arguments and returns, for the arguments in ``wrt`` (None: every floating one), their
    gradients: one alone, a tuple in that order, or a dict by name. The difference quotient is taken with steps h and h/2
    and extrapolated (error of order h⁴); h is ε^(1/5) of the size of the entry. Entries where the two one-sided slopes
    differ however small the step lie on a kink and are not counted.

    >>> check_gradient(lambda w: (w ** 3).sum(), np.array([1.0, -2.0])).right
    True
    """
    recording = record(function, arguments, named)
    chosen = list(recording.arguments) if wrt is None else selected(recording, wrt)
    leaves = [leaf for leaf in recording.leaves if leaf.argument in chosen and is_floating(leaf.value)]
    chosen = [name for name in chosen if any(leaf.argument == name for leaf in leaves)]
    if not leaves:
        raise TypeError(f"{recording.program.name} has no floating argument to check; give floats or float arrays.")
    if gradient is None:
        found = dict(zip(chosen, value_and_grad(function, tuple(chosen))(*arguments, **named)[1], strict=True))
    else:
        found = by_name(gradient(*arguments, **named), chosen)
    single = any(np.asarray(leaf.value).dtype == np.float32 for leaf in leaves)
    tolerance = 2e-2 if single else 1e-6
    generator = np.random.default_rng(seed)
    checks = tuple(
        check_leaf(function, recording, leaf, gradient_at(found, leaf), tolerance, generator) for leaf in leaves
    )
    return GradientCheck(checks, tolerance, tuple(notes(checks, single)))


def notes(checks: tuple[ParameterCheck, ...], single: bool) -> Iterator[str]:
    for check in checks:
        if check.kinks:
            places = ", ".join(str(list(kink)) for kink in check.kinks[:3])
            yield (
                f"{check.name}: {len(check.kinks)} of {check.checked} entries lie on a kink ({places}); "
                "there is no derivative to compare with there."
            )
    if single:
        yield (
            "float32 keeps about 7 digits, so differences are good to 2 or 3; "
            "give float64 arguments for a check to 1e-6."
        )


def by_name(given: Any, chosen: list[str]) -> dict[str, Any]:
    """The caller's gradients by argument. ValueError where they do not fit the arguments."""
    if isinstance(given, dict) and set(chosen) <= set(given):
        return {name: given[name] for name in chosen}
    if isinstance(given, dict) and {f"d{name}" for name in chosen} <= set(given):
        return {name: given[f"d{name}"] for name in chosen}
    if len(chosen) == 1 and not isinstance(given, tuple):
        return {chosen[0]: given}
    if isinstance(given, tuple | list) and len(given) == len(chosen):
        return dict(zip(chosen, given, strict=True))
    raise ValueError(
        f"the gradient function returned {type(given).__name__}; expected a tuple of {len(chosen)} gradients "
        f"or a dict, for {', '.join(chosen)}."
    )


def gradient_at(found: dict[str, Any], leaf: Leaf) -> np.ndarray:
    """The given gradient of one leaf, as floats of the leaf's shape. ValueError for another shape."""
    given = np.asarray(at_path(found[leaf.argument], leaf.path), dtype=np.float64)
    if given.shape != np.shape(leaf.value):
        raise ValueError(
            f"the gradient of {leaf.name} has shape {given.shape}; expected that of the argument, {np.shape(leaf.value)}."
        )
    return given


def check_leaf(
    function: Callable[..., Any], recording: Recording, leaf: Leaf, given: np.ndarray, tolerance: float, generator: Any
) -> ParameterCheck:
    """The entries of one parameter against the slopes measured there."""
    size = given.size
    drawn = np.arange(size) if size <= MOST else np.sort(generator.choice(size, MOST, replace=False))
    places = [tuple(int(i) for i in np.unravel_index(place, given.shape)) for place in drawn]
    array = np.array(leaf.value)
    epsilon = float(np.finfo(array.dtype).eps)
    largest = float(np.max(np.abs(array), initial=0.0)) or 1.0
    slopes = [
        slope(
            partial(value_at, function, recording, leaf, at),
            x := float(array[at]),
            max(abs(x), largest / 1000),
            epsilon,
        )
        for at in places
    ]
    flat = given.reshape(-1)[drawn]
    measured, noise = (np.array([getattr(s, part) for s in slopes], float) for part in ("value", "noise"))
    smooth = np.array([not s.kink for s in slopes], bool)
    difference = np.where(smooth, np.abs(flat - measured), 0.0)
    difference = np.where(np.isfinite(difference), difference, np.inf)
    worst = int(np.argmax(difference)) if places else 0
    distance, scale = norm(difference), norm(flat[smooth]) + norm(measured[smooth])
    error = 0.0 if distance == 0 else distance / scale if np.isfinite(distance) else np.inf
    right = error <= tolerance or bool(np.all(difference <= noise))
    kinks = tuple(at for at, s in zip(places, slopes, strict=True) if s.kink)
    shown = (places[worst], float(flat[worst]), float(measured[worst])) if places else ((), 0.0, 0.0)
    return ParameterCheck(leaf.name, error, *shown, len(places), size, kinks, bool(right))


def norm(array: np.ndarray) -> float:
    return float(np.linalg.norm(array))


def value_at(
    function: Callable[..., Any], recording: Recording, leaf: Leaf, at: tuple[int, ...], moved: float
) -> float:
    """The function's value where one entry of one argument is ``moved``."""

    def change(argument: str, path: Any, value: Any) -> Any:
        if name_of_path(argument, path) != leaf.name:
            return np.array(value) if isinstance(value, np.ndarray) else value
        if not isinstance(value, np.ndarray):
            return type(value)(moved)
        changed = np.array(value)
        changed[at] = moved
        return changed

    arguments = {name: rebuilt(argument, partial(change, name)) for name, argument in recording.arguments.items()}
    positional, named = recording.as_call(arguments)
    return float(function(*positional, **named))
