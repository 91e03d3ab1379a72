"""The numbers of one layer: its connections with their gradients, its units with their values and slopes."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from clearprop.ir import Equation, Variable
from clearprop.render.picture.backward import Backward
from clearprop.render.picture.layers import Layer, by_unit, matrix
from clearprop.render.picture.places import Places, places_of
from clearprop.render.picture.slopes import Slopes, slopes_of


@dataclass(frozen=True)
class Parameter:
    """A parameter laid out for drawing; ``gradient`` is None where nothing is known of it."""

    variable: Variable
    places: Places
    value: np.ndarray
    gradient: np.ndarray | None

    def index(self, *at: int) -> tuple[int, ...]:
        """The index into ``places.root``, which is what the picture names."""
        flat = int(self.places.flat.reshape(self.value.shape)[at])
        return tuple(int(k) for k in np.unravel_index(flat, self.places.root.type.shape))


@dataclass(frozen=True)
class Facts:
    """What is known of a layer; ``changing``: whether its numbers change where it is drawn."""

    layer: Layer
    backward: Backward
    defined: dict[Variable, Equation]
    changing: bool = False

    @property
    def output(self) -> Variable:
        assert self.layer.output is not None
        return self.layer.output

    @cached_property
    def values(self) -> np.ndarray:
        """f[rows, units]"""
        axis = self.layer.axis.get(self.output)
        return by_unit(self.backward.numbers[self.output], axis)

    @cached_property
    def slopes(self) -> Slopes | None:
        return None if self.layer.made is None else slopes_of(self.layer, self.defined, self.backward.numbers)

    @property
    def bends(self) -> Slopes | None:
        """The slopes by which units may get a sign, or lose it, where they are drawn."""
        return self.slopes if self.changing else None

    def mark(self, unit: int) -> str:
        """Dead, flat, or nothing of the kind: an empty text."""
        return self.slopes.mark(unit) if self.slopes else ""

    @cached_property
    def connections(self) -> Parameter:
        """f[units before, units]"""
        assert self.layer.weights is not None
        weights, axes = self.layer.weights, self.layer.weight_axes
        found = self.parameter(weights)
        flat = matrix(found.places.flat, axes)
        gradient = None if found.gradient is None else matrix(found.gradient, axes)
        return Parameter(weights, Places(found.places.root, flat), matrix(found.value, axes), gradient)

    @cached_property
    def own(self) -> list[Parameter]:
        """f[units], or f[1] for a number that all units share"""
        found = []
        for variable in self.layer.own:
            if variable.type.size in (1, self.layer.size):
                one = self.parameter(variable)
                gradient = None if one.gradient is None else one.gradient.ravel()
                found.append(
                    Parameter(variable, Places(one.places.root, one.places.flat.ravel()), one.value.ravel(), gradient)
                )
        return found

    def parameter(self, variable: Variable) -> Parameter:
        places = places_of(variable, self.defined)
        gradient = self.backward.of(places.root)
        value = np.asarray(self.backward.numbers[variable])
        laid = None if gradient is None else np.asarray(gradient).ravel()[places.flat]
        return Parameter(variable, places, value, laid)

    @cached_property
    def strength(self) -> np.ndarray:
        """How large the gradient of the connections into each unit is; the largest single one comes first."""
        return strength_along(self.connections.gradient, 1, self.layer.size)

    @property
    def functions(self) -> list[str]:
        """The names of the functions that make the output of the sums."""
        made = [self.defined[v] for v in self.layer.way if v in self.defined]
        named = [equation.op.name for equation in made if equation.op.named]
        return named or list(self.slopes.names[-2:] if self.slopes else ())


def strength_along(gradient: np.ndarray | None, axis: int, size: int) -> np.ndarray:
    """f[units]: the norm of each unit's connections; infinite for the unit of the largest one"""
    if gradient is None or not gradient.size:
        return np.zeros(size)
    plain = np.abs(np.nan_to_num(gradient))
    found: np.ndarray = np.sqrt(np.sum(plain**2, axis=1 - axis))
    found[np.unravel_index(np.argmax(plain), plain.shape)[axis]] = np.inf
    return found
