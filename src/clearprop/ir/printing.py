"""The Program as text that a person reads and ``text.parse`` reads back without loss.

A comment after an equation is its origin: ``net.py:3:8-18 in loss | "layer 1" | upstream of a1.0`` is line 3, columns 8
to 18 of function ``loss``, in the scope "layer 1", the product with the upstream gradient for operand 0 of ``a1``'s
equation. Lines after ``return`` say which file a short name means.
"""

import json
import re
from collections.abc import Iterator
from itertools import count
from pathlib import PurePath
from typing import Any

import numpy as np

from clearprop.ir.origin import Adjoint, Origin, Position
from clearprop.ir.types import Atom, Literal, Variable, type_of
from clearprop.ir.values import array_text, literal_text

PLAIN_NAME = re.compile(r"(?!(True|False)$)[^\W\d]\w*")
SHORT = re.compile(r"[^\s:\"]{1,40}")
WIDEST = 100
"""Comments stand in one column, but for lines that are longer than this."""


def print_program(program: Any) -> str:
    """The text of the Program, one line an equation."""
    files = labels(program)
    bound = set(program.variables())
    inputs = ", ".join(declared(variable) for variable in program.inputs)
    lines = [(f"constant {declared(v)} = {array_text(array)}", "") for v, array in program.constants.items()]
    lines += [(equation_text(e), origin_text(e.origin, files, bound)) for e in program.equations]
    lines += [(guard_text(g), origin_text(g.origin, files, bound)) for g in program.guards]
    returned = ", ".join(f"{quoted(name)} = {atom_text(atom)}" for name, atom in program.outputs.items())
    lines += [(f"return {returned}".rstrip(), "")]
    lines += [(f"where {label} = {json.dumps(file, ensure_ascii=False)}", "") for file, label in files.items()]
    width = max((len(text) for text, comment in lines if comment and len(text) <= WIDEST), default=0)
    body = [f"  {text:<{width}}  # {comment}" if comment else f"  {text}" for text, comment in lines]
    return "\n".join([f"program {quoted(program.name)}({inputs}):", *body])


def quoted(name: str) -> str:
    """A name as it is where it reads as one, else in quotation marks."""
    return name if PLAIN_NAME.fullmatch(name) else json.dumps(name, ensure_ascii=False)


def declared(variable: Variable) -> str:
    return f"{quoted(variable.name)}: {variable.type}"


def atom_text(atom: Atom) -> str:
    return literal_text(atom) if isinstance(atom, Literal) else quoted(atom.name)


def equation_text(equation: Any) -> str:
    operands = "".join(f" {atom_text(operand)}" for operand in equation.operands)
    return f"{declared(equation.result)} = {equation.op}{operands}"


def guard_text(guard: Any) -> str:
    source = f" {json.dumps(guard.source, ensure_ascii=False)}" if guard.source else ""
    return f"guard {quoted(guard.condition.name)} is {guarded_text(guard.value)}{source}"


def guarded_text(value: Any) -> str:
    if isinstance(value, bool | int | float):
        return repr(value)
    array = np.asarray(value)
    return f"{type_of(array)} {array_text(array)}"


def labels(program: Any) -> dict[str, str]:
    """A short name for each file that an origin names: its last part, with a number where that is taken."""
    found: dict[str, str] = {}
    for file in files_of(program):
        if file not in found:
            taken = set(found.values())
            found[file] = next(name for name in candidates(PurePath(file).name) if name not in taken)
    return found


def candidates(base: str) -> Iterator[str]:
    base = base if SHORT.fullmatch(base) else "source"
    yield base
    yield from (f"{base}_{number}" for number in count(2))


def files_of(program: Any) -> Iterator[str]:
    for part in (*program.equations, *program.guards):
        if part.origin.position is not None:
            yield part.origin.position.file


def origin_text(origin: Origin, files: dict[str, str], bound: set[Variable]) -> str:
    parts = []
    if origin.position is not None:
        parts.append(position_text(origin.position, files))
    if origin.scope:
        parts.append(json.dumps(origin.scope, ensure_ascii=False))
    if origin.adjoint is not None:
        parts.append(adjoint_text(origin.adjoint, bound))
    return " | ".join(parts)


def position_text(position: Position, files: dict[str, str]) -> str:
    """``net.py:3:8-18 in loss``; ``net.py:3:8-5:2`` over several lines; ``net.py:3`` where only the line is known."""
    text = f"{files[position.file]}:{position.line}"
    if (position.column, position.end_line, position.end_column) != (0, 0, 0):
        end = "" if position.end_line == position.line else f"{position.end_line}:"
        text += f":{position.column}-{end}{position.end_column}"
    return f"{text} in {position.function}" if position.function else text


def adjoint_text(adjoint: Adjoint, bound: set[Variable]) -> str:
    """``upstream of a1.0``; with its type where the Program no longer binds the variable."""
    operand = "" if adjoint.operand is None else f".{adjoint.operand}"
    gone = "" if adjoint.of in bound else f": {adjoint.of.type}"
    return f"{adjoint.factor} of {quoted(adjoint.of.name)}{operand}{gone}"
