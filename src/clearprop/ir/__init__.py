"""Type, Variable, Equation, Guard, Program, Origin: build, check, print, to and from JSON. Imports nothing of ours."""

from clearprop.ir.json import from_json, to_json
from clearprop.ir.origin import NOWHERE, Adjoint, Origin, Position
from clearprop.ir.program import Equation, Guard, Operation, Program, name_of
from clearprop.ir.text import parse
from clearprop.ir.types import DTYPES, Atom, Literal, Type, Variable, type_of

__all__ = [
    "DTYPES",
    "NOWHERE",
    "Adjoint",
    "Atom",
    "Equation",
    "Guard",
    "Literal",
    "Operation",
    "Origin",
    "Position",
    "Program",
    "Type",
    "Variable",
    "from_json",
    "name_of",
    "parse",
    "to_json",
    "type_of",
]
