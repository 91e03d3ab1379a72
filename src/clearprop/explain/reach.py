"""What an element reaches, whatever the numbers: where results may move when some places of an operand do."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import numpy as np

from clearprop.explain.sweep import Values, push
from clearprop.ir import Equation, Variable


class Generic(Mapping[Variable, Any]):
    """Values drawn at random in place of floating ones, so that no zero and no accident hides a dependence."""

    def __init__(self, values: Values) -> None:
        self.values_of, self.drawn, self.generator = values, dict[Variable, Any](), np.random.default_rng(0)

    def __getitem__(self, variable: Variable) -> Any:
        if not variable.type.floating:
            return self.values_of[variable]
        if variable not in self.drawn:
            self.drawn[variable] = 0.5 + self.generator.random(variable.type.shape)
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
