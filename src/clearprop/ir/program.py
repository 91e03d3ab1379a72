"""The Program: a list of typed equations. Everything that we tell a person is read off one that ran.

Read it aloud: a Program has inputs and constants; each equation binds one new variable to an operation on variables that
are bound already; guards say which branches the recording took; outputs name what comes out.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

import numpy as np

from clearprop.ir.origin import Origin
from clearprop.ir.printing import print_program
from clearprop.ir.types import Atom, Literal, Type, Variable


class Operation(Protocol):
    """What an equation needs to know of its op: a name, its parameters, and the type of its result."""

    name: str

    def parameters(self) -> Mapping[str, Any]: ...

    def infer(self, *types: Type) -> Type: ...


class Equation:
    """``result = op operands``, and where it came from."""

    __slots__ = ("op", "operands", "origin", "result")

    def __init__(self, result: Variable, op: Any, operands: tuple[Atom, ...], origin: Origin) -> None:
        self.result = result
        self.op = op
        self.operands = operands
        self.origin = origin

    def variables(self) -> Iterator[Variable]:
        return (operand for operand in self.operands if isinstance(operand, Variable))

    def __repr__(self) -> str:
        return f"{self.result!r} = {self.op} {' '.join(name_of(operand) for operand in self.operands)}".rstrip()


@dataclass(frozen=True, slots=True)
class Guard:
    """The recording took this branch: ``condition`` had this ``value``; elsewhere the Program does not hold."""

    condition: Variable
    value: Any
    origin: Origin
    source: str = ""

    def message(self, found: Any) -> str:
        text = self.source or self.condition.name
        where = f" at {self.origin.position}" if self.origin.position else ""
        return f"{text}{where} was {self.value} when recorded and is {found} now; trace again with these inputs."


@dataclass(eq=False)
class Program:
    """Inputs and constants, equations in the order in which they run, guards, and named outputs."""

    inputs: tuple[Variable, ...]
    constants: dict[Variable, np.ndarray]
    equations: list[Equation]
    guards: list[Guard]
    outputs: dict[str, Atom]
    name: str = "program"
    plans: dict[str, Any] = field(default_factory=dict, repr=False)  # what execution prepared once for this Program

    def __str__(self) -> str:
        return print_program(self)

    def __len__(self) -> int:
        return len(self.equations)

    def variables(self) -> Iterator[Variable]:
        yield from self.inputs
        yield from self.constants
        for equation in self.equations:
            yield equation.result

    def input(self, name: str) -> Variable:
        for variable in self.inputs:
            if variable.name == name:
                return variable
        raise KeyError(f"no input {name!r}; the inputs are {', '.join(v.name for v in self.inputs)}.")

    def check(self) -> "Program":
        """The Program itself, if every type holds, names are unique and nothing is unbound; ValueError otherwise."""
        bound: set[Variable] = set()
        names: set[str] = set()
        for variable in (*self.inputs, *self.constants):
            bind(variable, bound, names)
        for variable, array in self.constants.items():
            if array.dtype != variable.type.numpy or array.shape != variable.type.shape:
                raise ValueError(f"constant {variable!r} holds an array of {array.dtype} and shape {array.shape}.")
        for equation in self.equations:
            require(equation.operands, bound, f"equation {equation!r}")
            inferred = equation.op.infer(*(operand.type for operand in equation.operands))
            if inferred != equation.result.type:
                raise ValueError(f"equation {equation!r}: {equation.op.name} gives {inferred}.")
            bind(equation.result, bound, names)
        require([guard.condition for guard in self.guards], bound, "a guard")
        require(list(self.outputs.values()), bound, "the outputs")
        return self


def bind(variable: Variable, bound: set[Variable], names: set[str]) -> None:
    if variable in bound or variable.name in names:
        raise ValueError(f"{variable!r} is bound twice; every variable is bound once, under a name of its own.")
    bound.add(variable)
    names.add(variable.name)


def require(atoms: Sequence[Atom], bound: set[Variable], where: str) -> None:
    for atom in atoms:
        if isinstance(atom, Variable) and atom not in bound:
            raise ValueError(f"{atom!r} is not bound before {where} reads it.")


def name_of(atom: Atom) -> str:
    return repr(atom) if isinstance(atom, Literal) else atom.name
