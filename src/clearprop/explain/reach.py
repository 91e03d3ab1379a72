"""What an element reaches, whatever the numbers: where results may move when some places of an operand do."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import numpy as np

from clearprop.explain.sweep import Values, push
from clearprop.explain.uses import Use
from clearprop.ir import Equation, Variable


class Generic(Mapping[Variable, Any]):
    """Values drawn at random in place of floating ones, so that no zero and no accident hides a dependence."""

    def __init__(self, values: Values) -> None:
        self.values_of, self.drawn, self.generator = values, dict[Variable, Any](), np.random.default_rng(0)

    def __getitem__(self, variable: Variable) -> Any:
        if not variable.type.floating:
            return self.values_of[variable]
        if variable not in self.drawn:
            self.drawn[variable] = np.asarray(0.5 + self.generator.random(variable.type.shape))  # a float is a constant
        return self.drawn[variable]

    def __iter__(self) -> Iterator[Variable]:
        return iter(self.values_of)

    def __len__(self) -> int:
        return len(self.values_of)


def reached(
    equations: Iterable[Equation], values: Values, places: Mapping[Variable, np.ndarray]
) -> dict[Variable, np.ndarray]:
    """Booleans of each variable's shape: what may move when the elements marked in ``places`` do."""
    generic = Generic(values)
    marked = {v: np.where(mask, 0.5 + generic.generator.random(v.type.shape), 0.0) for v, mask in places.items()}
    with np.errstate(all="ignore"):
        return {variable: move != 0 for variable, move in push(equations, generic, marked).items()}


def one(variable: Variable, index: tuple[int, ...]) -> np.ndarray:
    """A mark at one element."""
    mask = np.zeros(variable.type.shape, bool)
    mask[index] = True
    return mask


def into_z(use: Use, values: Values, weight: Any) -> np.ndarray:
    """How z moves when the weight does, in this use alone.   weight: as the parameter -> as z"""
    first, *rest = use.to_z
    moved = push([first], values, {use.parameter: weight})
    start = {first.result: moved[first.result]} if first.result in moved else {}
    return np.asarray(push(rest, values, start).get(use.z, np.zeros(use.z.type.shape)))


def places_in_z(use: Use, values: Values, mask: np.ndarray) -> np.ndarray:
    """Where z may move when the marked elements of the parameter do.   -> bool, as z"""
    generic = Generic(values)
    with np.errstate(all="ignore"):
        moved = into_z(use, generic, np.where(mask, 0.5 + generic.generator.random(mask.shape), 0.0))
    return np.asarray(moved != 0)
