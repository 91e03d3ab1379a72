"""A network inside a Program: layers of units and what connects them, found by the Program's structure alone.

A connection is a sum over the units before of products with a parameter; the axis of the parameter that stays is the new
units'. What runs along with them belongs to their layer, with the parameters that it reads.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np

from clearprop.ir import Equation, Program, Variable
from clearprop.render.names import is_temporary
from clearprop.render.picture.alignment import Alignment, alignment
from clearprop.render.picture.roles import Alignments, parametric, roles

MOST = 2000  # equations of a Program in which a network is sought


@dataclass(eq=False)
class Layer:
    """Units. ``axis``: by variable, in order, the axis that the units are on; None where there is one unit without axis."""

    axis: dict[Variable, int | None]
    size: int
    source: "Layer | None" = None
    made: Equation | None = None
    read: Variable | None = None  # what the connection reads of the source
    weights: Variable | None = None
    weight_axes: tuple[int | None, int | None] = (None, None)  # of the units before, of these units
    own: dict[Variable, Variable] = field(default_factory=dict)  # other parameters of the units: where they come in
    skips: list["Layer"] = field(default_factory=list)
    output: Variable | None = None  # what stands for the units
    targeted: set[Variable] = field(default_factory=set)  # computed with other data: targets, masks
    way: list[Variable] = field(default_factory=list)  # of its variables, those that lead to the output

    def ancestors(self) -> list["Layer"]:
        return [] if self.source is None else [self.source, *self.source.ancestors()]


class NoNetwork(ValueError):
    """The Program is something else."""


def layers_of(program: Program, forward: Sequence[Equation]) -> list[Layer]:
    """The layers in order, the data first. NoNetwork where the Program is more than one chain of them."""
    if len(forward) > MOST or not any(equation.result.type.shape for equation in forward):
        raise NoNetwork(program.name)
    alignments = {equation.result: alignment(equation) for equation in forward}
    search = Search(program, forward, alignments)
    for equation in forward:
        search.visit(equation)
    return search.chain()


class Search:
    """The layers that were found so far, and where each variable belongs."""

    def __init__(self, program: Program, forward: Sequence[Equation], alignments: Alignments) -> None:
        self.alignments = alignments
        self.parameters, self.foreign = roles(program, forward, alignments)
        self.parametric = parametric(program, forward, self.parameters)
        self.variables = {v.name: v for v in program.variables()}
        self.defined = {equation.result: equation for equation in forward}
        self.where: dict[Variable, Layer] = {}
        self.layers: list[Layer] = []
        self.explained: set[Variable] = set()
        for equation in forward:
            self.begin(equation)

    def begin(self, equation: Equation) -> None:
        """A layer for the data that a connection begins with."""
        for axes in self.alignments[equation.result].products:
            for name, k in sorted(axes):
                variable = self.variables[name]
                if self.weights(axes) and variable not in self.parametric:
                    self.trace(variable, k)

    def trace(self, variable: Variable, axis: int) -> None:
        """Back along the units to the data that they are computed from."""
        found = self.beginnings(variable, axis)
        if len(found) == 1:
            data, k = next(iter(found))
            if data not in self.where:
                layer = self.where[data] = Layer({data: k}, data.type.shape[k], output=data)
                self.layers.append(layer)

    def beginnings(self, variable: Variable, axis: int) -> set[tuple[Variable, int]]:
        """The data, with their axes, that run along with this axis."""
        seen: set[Variable] = set()
        open_ones = [(variable, axis)]
        found: set[tuple[Variable, int]] = set()
        while open_ones:
            variable, axis = open_ones.pop()
            if variable in seen or variable in self.parametric:
                continue
            seen.add(variable)
            if variable not in self.defined:
                if variable in self.foreign:
                    found.add((variable, axis))
                continue
            along = self.alignments[variable].along.get(axis, frozenset())
            open_ones += [(self.variables[name], k) for name, k in sorted(along)]
        return found

    def weights(self, axes: frozenset[tuple[str, int]]) -> list[tuple[Variable, int]]:
        return [(self.variables[name], k) for name, k in sorted(axes) if self.variables[name] in self.parametric]

    def visit(self, equation: Equation) -> None:
        along = self.alignments[equation.result]
        for axes in along.products:
            sources = [(self.variables[n], k) for n, k in sorted(axes) if self.variables[n] in self.where]
            weights = self.weights(axes)
            if len(sources) == len(weights) == 1 and self.where[sources[0][0]].axis[sources[0][0]] == sources[0][1]:
                self.connect(equation, along, sources[0], weights[0])
                return
        units = [v for v in dict.fromkeys(equation.variables()) if v in self.where]
        if units:
            self.go_on(equation, along, units)

    def connect(
        self, equation: Equation, along: Alignment, source: tuple[Variable, int], weights: tuple[Variable, int]
    ) -> None:
        result, parameter = equation.result, weights[0]
        kept = [(k, along.place((parameter.name, k))) for k in range(parameter.type.ndim) if k != weights[1]]
        places = [(k, place) for k, place in kept if place is not None]
        if len(places) > 1 or len(places) < len([k for k, _ in kept if parameter.type.shape[k] > 1]):
            raise NoNetwork(f"{parameter!r} does not lead from units to units")
        k, place = places[0] if places else (None, None)
        size = 1 if place is None else result.type.shape[place]
        read = source[0]
        layer = Layer({result: place}, size, self.where[read], equation, read, parameter, (weights[1], k))
        self.where[read].output = read
        self.where[result] = layer
        self.layers.append(layer)
        self.take(layer, equation, [v for v in equation.variables() if v is not parameter])
        self.explained |= self.roots(parameter)

    def go_on(self, equation: Equation, along: Alignment, units: list[Variable]) -> None:
        """The units of a layer in an equation that is no connection."""
        places = {v: self.place(equation, along, v) for v in units}
        if any(place is False for place in places.values()):
            if any(v in self.parametric for v in equation.variables()):
                raise NoNetwork(f"{equation!r} reads a parameter, and not unit by unit")
            return
        if len(set(places.values())) > 1:
            raise NoNetwork(f"{equation!r} mixes units")
        latest = max((self.where[v] for v in units), key=self.layers.index)
        for other in {self.where[v]: None for v in units if self.where[v] is not latest}:
            if other not in latest.ancestors():
                raise NoNetwork(f"{equation!r} joins branches")
            if other not in latest.skips:
                latest.skips.append(other)
        place = next(iter(places.values()))
        assert place is not False
        latest.axis[equation.result] = place
        self.where[equation.result] = latest
        others = {v for v in equation.variables() if v.type.size > 1} - self.where.keys()
        if not latest.targeted.isdisjoint(units) or not self.foreign.isdisjoint(others):
            latest.targeted.add(equation.result)
        self.take(latest, equation, equation.variables())

    def place(self, equation: Equation, along: Alignment, variable: Variable) -> int | bool | None:
        """The axis of the result that the variable's units are on; False where they are gone."""
        axis = self.where[variable].axis[variable]
        if axis is not None and self.where[variable].size == 1:
            return axis if equation.result.type.shape == variable.type.shape else False
        if axis is not None:
            found = along.place((variable.name, axis))
            return False if found is None else found
        return None if equation.result.type.shape == variable.type.shape else False

    def take(self, layer: Layer, equation: Equation, variables: Iterable[Variable]) -> None:
        """Parameters that belong to the layer's own units."""
        for variable in variables:
            if variable in self.parametric:
                layer.own.setdefault(variable, equation.result)
                self.explained |= self.roots(variable)

    def roots(self, variable: Variable) -> set[Variable]:
        """The parameters that the variable is computed from."""
        if variable not in self.defined:
            return {variable} & self.parameters
        return set().union(*(self.roots(v) for v in self.defined[variable].variables()))

    def chain(self) -> list[Layer]:
        """The layers, if they are one chain that explains every parameter."""
        made = [layer for layer in self.layers if layer.source is not None]
        last = [layer for layer in made if all(other.source is not layer for other in made)]
        if len(last) != 1 or {v for v in self.parameters if v.type.size > 1} - self.explained:
            raise NoNetwork("there is no chain of layers that explains all parameters")
        found = [*reversed(last[0].ancestors()), last[0]]
        free = [v for v in last[0].axis if v not in last[0].targeted]
        last[0].output = next((v for v in reversed(free) if not is_temporary(v.name)), free[-1])
        for layer in found:
            layer.way = self.way(layer)
            layer.own = {v: result for v, result in layer.own.items() if result in layer.way}
        return found

    def way(self, layer: Layer) -> list[Variable]:
        """The variables of the layer that its output is computed from unit by unit, and itself."""
        assert layer.output is not None
        wanted = {layer.output}
        for variable in reversed(layer.axis):
            if variable in wanted and variable in self.defined:
                wanted.update(v for v in self.defined[variable].variables() if v in layer.axis)
        return [variable for variable in layer.axis if variable in wanted]


def by_unit(array: np.ndarray, axis: int | None) -> np.ndarray:
    """The numbers of the units.   -> f[rows, units]"""
    array = np.asarray(array)
    if axis is None:
        return array.reshape(-1, 1)
    return np.moveaxis(array, axis, -1).reshape(-1, array.shape[axis])


def matrix(array: np.ndarray, axes: tuple[int | None, int | None]) -> np.ndarray:
    """The numbers of the connections.   -> f[units before, units]"""
    array = np.asarray(array)
    if axes[1] is None:
        return np.moveaxis(array, axes[0] or 0, 0).reshape(array.shape[axes[0] or 0], -1)[:, :1]
    return np.moveaxis(array, (axes[0] or 0, axes[1]), (0, 1)).reshape(array.shape[axes[0] or 0], -1)[
        :, : array.shape[axes[1]]
    ]
