"""What code in every language is made of: names, the equations that are needed, what is written in place, the checks."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from clearprop.expression import ArrayView, Element, Expression, Name, Number
from clearprop.ir import Atom, Equation, Guard, Literal, Program, Variable
from clearprop.render.memory import written_in_place
from clearprop.render.names import Names, is_temporary

VALUE = "value"


@dataclass(frozen=True)
class Output:
    """A result: ``label`` is its key in the dict that is returned, ``name`` its name as a parameter of the C function."""

    label: str
    name: str
    atom: Atom
    is_value: bool = False  # what the gradients are gradients of


@dataclass
class Outline:
    """A Program prepared for printing; ``name`` holds each variable's name in the code."""

    program: Program
    names: Names
    equations: list[Equation] = field(init=False)
    outputs: list[Output] = field(init=False)
    in_place: set[Variable] = field(init=False)
    origins: dict[Variable, Variable] = field(init=False)  # operand 0 of what is written in place
    writes: bool = field(init=False)
    guards: dict[Variable, list[Guard]] = field(init=False)
    read: set[Variable] = field(init=False)  # what an equation reads
    numbers: dict[Variable, float | int | bool] = field(
        init=False
    )  # unnamed scalar constants stand where they are read
    name: dict[Variable, str] = field(default_factory=dict)
    keeps: bool = False  # whether every equation has a place of its own, be it read or not

    def __post_init__(self) -> None:
        self.equations = self.program.equations if self.keeps else needed(self.program)
        self.outputs = outputs_of(self.program)
        self.in_place = set() if self.keeps else written_in_place(self.program, self.equations)
        self.origins = {e.result: first_operand(e) for e in self.equations if e.result in self.in_place}
        self.writes = any(equation.op.writes for equation in self.equations)
        self.guards = guards_of(self.program)
        self.read = {variable for equation in self.equations for variable in equation.variables()}
        self.numbers = {
            variable: array.item()
            for variable, array in self.program.constants.items()
            if not variable.type.shape and is_temporary(variable.name)
        }

    def name_inputs(self) -> list[str]:
        for variable in self.program.inputs:
            self.name[variable] = self.names.claim(variable.name)
        return [self.name[variable] for variable in self.program.inputs]

    def name_rest(self) -> None:
        """Names for all that has none yet, the author's first; what is written in place keeps the name of operand 0."""
        wanted = {self.written_first(o.atom): o.name for o in reversed(self.outputs) if isinstance(o.atom, Variable)}
        for number, variable in enumerate(self.constants(), 1):
            made_up = is_temporary(variable.name)
            self.name[variable] = self.names.claim(f"constant_{number}" if made_up else variable.name)
        results = [equation.result for equation in self.equations]
        for variable in sorted(results, key=lambda variable: is_temporary(variable.name)):
            if variable not in self.name and variable not in self.in_place:
                author = not is_temporary(variable.name)
                self.name[variable] = self.names.claim(variable.name if author else wanted.get(variable, variable.name))
        for equation in self.equations:
            if equation.result in self.in_place:
                self.name[equation.result] = self.name[self.origins[equation.result]]

    def written_first(self, variable: Variable) -> Variable:
        """The variable whose place this one has, if it is written in place; else itself."""
        while variable in self.in_place:
            variable = self.origins[variable]
        return variable

    def constants(self) -> dict[Variable, np.ndarray]:
        """The constants that are written as arrays: those that something reads."""
        read = {*self.read, *(output.atom for output in self.outputs), *self.guards}
        return {v: array for v, array in self.program.constants.items() if v in read and v not in self.numbers}

    def only_checked(self, equation: Equation) -> bool:
        """Whether the result has no name of its own and only an assertion reads it: it is written into the assertion."""
        result = equation.result
        if self.keeps or result not in self.guards or result.type.shape or not is_temporary(result.name):
            return False
        return result not in self.read and result not in self.program.outputs.values()

    def checks(self, variable: Variable) -> Iterator[Guard]:
        """The guards on the variable, each value once."""
        seen: set[str] = set()
        for guard in self.guards.get(variable, ()):
            if repr(guard.value) not in seen:
                seen.add(repr(guard.value))
                yield guard

    def dtypes(self) -> dict[str, str]:
        return {name: variable.type.dtype for variable, name in self.name.items()}

    def tree(self, atom: Atom) -> Expression:
        """The atom as it stands in a formula of whole arrays."""
        if isinstance(atom, Literal):
            return Number(atom.value)
        return Number(self.numbers[atom]) if atom in self.numbers else Name(self.name[atom])

    def view(self, atom: Atom) -> ArrayView:
        """The atom as ``element`` reads it."""
        if isinstance(atom, Literal) or atom in self.numbers:
            number = self.tree(atom)
            return ArrayView((), atom.type.dtype, lambda indices: number)
        name, shape = self.name[atom], atom.type.shape
        return ArrayView(shape, atom.type.dtype, lambda indices: Element(name, shape, indices))


def needed(program: Program) -> list[Equation]:
    """The equations that an output or a guard depends on."""
    read: set[Atom] = {*program.outputs.values(), *(guard.condition for guard in program.guards)}
    found: list[Equation] = []
    for equation in reversed(program.equations):
        if equation.result in read:
            found.append(equation)
            read.update(equation.variables())
    return found[::-1]


def first_operand(equation: Equation) -> Variable:
    first = equation.operands[0]
    assert isinstance(first, Variable)
    return first


def guards_of(program: Program) -> dict[Variable, list[Guard]]:
    found: dict[Variable, list[Guard]] = {}
    for guard in program.guards:
        found.setdefault(guard.condition, []).append(guard)
    return found


def outputs_of(program: Program) -> list[Output]:
    """``value`` first; the gradient of an input W1 is labelled W1 and named dW1, whichever of these its key is."""
    inputs = {variable.name for variable in program.inputs}
    found: list[Output] = []
    for key, atom in program.outputs.items():
        gradient = VALUE in program.outputs and key != VALUE
        label = key[1:] if gradient and key[:1] == "d" and key[1:] in inputs else key
        found.append(Output(label, f"d{label}" if gradient and label in inputs else key, atom, key == VALUE))
    return sorted(found, key=lambda output: not output.is_value)


def is_backward(equation: Equation) -> bool:
    return equation.origin.adjoint is not None


def sections(equations: list[Equation]) -> Iterator[tuple[bool, list[Equation]]]:
    """The equations before the first of the backward part, and from there on."""
    first = next((k for k, equation in enumerate(equations) if is_backward(equation)), len(equations))
    if first:
        yield False, equations[:first]
    if equations[first:]:
        yield True, equations[first:]


def message(guard: Guard) -> str:
    """What a failing assertion says: ``line 2: x[0] > 0 was True when recorded``."""
    where = f"line {guard.origin.position.line}: " if guard.origin.position else ""
    return f"{where}{guard.source or guard.condition.name} was {short(guard.value)} when recorded"


def short(value: Any) -> str:
    text = " ".join(str(value).split())
    return text if len(text) <= 60 else f"{text[:57]}..."
