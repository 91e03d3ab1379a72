"""Which inputs of a Program are data and which are parameters: told by their axes, and by what has a gradient.

A parameter is multiplied with what was computed before, or is what the data are multiplied with; data have the axis that
counts rows. Nothing is told by a name.
"""

from collections.abc import Sequence

from clearprop.ir import Equation, Program, Variable
from clearprop.render.picture.alignment import Alignment, Axis

Alignments = dict[Variable, Alignment]


def roles(program: Program, forward: Sequence[Equation], alignments: Alignments) -> tuple[set[Variable], set[Variable]]:
    """The inputs that are parameters, and what is computed from data alone."""
    guess = Guess(program, forward, alignments)
    floating = {v for v in program.inputs if v.type.floating} - guess.data
    parameters = floating & (guess.with_gradient | guess.multiplied)
    states = {v for v in floating - parameters if guess.rows}  # with rows, what has none is no target either
    foreign = {*program.inputs, *program.constants} - parameters - states
    for equation in forward:
        if foreign.issuperset(equation.variables()):
            foreign.add(equation.result)
    return parameters, foreign


def parametric(program: Program, forward: Sequence[Equation], parameters: set[Variable]) -> set[Variable]:
    """The variables that are computed from parameters alone, and these themselves."""
    found = set(parameters)
    for equation in forward:
        variables = [v for v in equation.variables() if v not in program.constants]
        if variables and found.issuperset(variables):
            found.add(equation.result)
    return found


class Guess:
    """``data``: inputs that have rows; ``multiplied``: inputs that are weights; ``rows``: the axes that count rows."""

    def __init__(self, program: Program, forward: Sequence[Equation], alignments: Alignments) -> None:
        self.alignments = alignments
        self.parents: dict[Axis, Axis] = {}
        self.roots = {v: {v} for v in program.inputs}  # of what no product has gone into
        self.with_gradient = {v for v in program.inputs if f"d{v.name}" in program.outputs}
        self.readers: dict[Variable, list[Equation]] = {}
        for equation in forward:
            for k, axes in alignments[equation.result].along.items():
                for axis in axes:
                    self.join((equation.result.name, k), axis)
            for variable in equation.variables():
                self.readers.setdefault(variable, []).append(equation)
            before = [self.roots.get(v) for v in equation.variables() if v not in program.constants]
            if not alignments[equation.result].products and all(before):
                self.roots[equation.result] = set().union(*filter(None, before))
        weights, self.rows = self.told_by_products(forward)
        self.multiplied = {
            root
            for weight in weights
            for root in self.roots.get(weight, ())
            if weight.type.ndim > 1 or root in self.with_gradient
        }
        self.data = {v for v in program.inputs if self.families(v) & self.rows}
        for multiplied in weights.values():
            roots = self.roots.get(multiplied, set())
            self.data |= (roots & self.data) or (roots - self.with_gradient) or roots
        self.data -= self.multiplied

    def families(self, variable: Variable) -> set[Axis]:
        return {self.family((variable.name, k)) for k in range(variable.type.ndim)}

    def family(self, axis: Axis) -> Axis:
        while axis in self.parents:
            axis = self.parents[axis]
        return axis

    def join(self, one: Axis, other: Axis) -> None:
        one, other = self.family(one), self.family(other)
        if one != other:
            self.parents[other] = one

    def told_by_products(self, forward: Sequence[Equation]) -> tuple[dict[Variable, Variable], set[Axis]]:
        """What each parameter multiplies, and the axes that count rows."""
        weights: dict[Variable, Variable] = {}
        rows: set[Axis] = set()
        open_ones: list[Equation] = []
        for equation in forward:
            pair = [v for v in equation.variables() if v.type.ndim]
            if not self.alignments[equation.result].products or len(pair) != 2:
                continue
            plain = [v in self.roots for v in pair]
            if plain == [True, True]:
                open_ones.append(equation)
            elif any(plain):
                weights[pair[plain.index(True)]] = pair[plain.index(False)]
                rows |= self.kept(equation, pair[plain.index(False)])
        for equation in open_ones:
            first, second = (v for v in equation.variables() if v.type.ndim)
            parameter, data = self.told_apart(equation, first, second, rows)
            weights[parameter] = data
            rows |= self.kept(equation, data)
        return weights, rows

    def kept(self, equation: Equation, variable: Variable) -> set[Axis]:
        """The families of the variable's axes that the product keeps."""
        alignment = self.alignments[equation.result]
        axes = [(variable.name, k) for k in range(variable.type.ndim)]
        return {self.family(axis) for axis in axes if alignment.place(axis) is not None}

    def told_apart(
        self, equation: Equation, first: Variable, second: Variable, rows: set[Axis]
    ) -> tuple[Variable, Variable]:
        """(parameter, data) of a product of two inputs: by rows, gradients, a bias, else as ``X @ W`` or ``x @ W``."""
        for data, parameter in ((first, second), (second, first)):
            if self.kept(equation, data) & rows:
                return parameter, data
        known = [not self.roots[v].isdisjoint(self.with_gradient) for v in (first, second)]
        if known[0] != known[1]:
            return (first, second) if known[0] else (second, first)
        for parameter, data in ((second, first), (first, second)):
            if self.kept(equation, parameter) in self.companions(equation):
                return parameter, data
        return (first, second) if first.type.ndim > second.type.ndim > 1 else (second, first)

    def companions(self, equation: Equation) -> list[set[Axis]]:
        """The families of the axes of what is added to the result, or the like, directly."""
        return [
            {self.family((other.name, k)) for k in range(other.type.ndim) if other.type.shape[k] > 1}
            for reader in self.readers.get(equation.result, ())
            for other in reader.variables()
            if other is not equation.result and other in self.roots and other.type.size > 1
        ]
