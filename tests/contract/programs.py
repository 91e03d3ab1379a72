"""Programs of one equation, built and run the way every Program is."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from clearprop.execute.interpret import interpret
from clearprop.ir import Literal, Program, Variable, type_of
from clearprop.ops.symbol import Builder, Symbol

Numbers = dict[int, float]
"""Operands that stand in the equation as numbers, by their place."""


@dataclass(frozen=True)
class Built:
    """A Program with the inputs on which it is run, and the inputs that carry a gradient."""

    program: Program
    inputs: dict[str, np.ndarray]
    wrt: tuple[str, ...]

    def run(self, **changed: Any) -> dict[str, np.ndarray]:
        with np.errstate(all="ignore"):
            return interpret(self.program, self.inputs | changed)


def program_of(op: Any, operands: Sequence[Any], numbers: Numbers | None = None, simplify: bool = False) -> Built:
    """``value = op x0 x1 ...``, applied as a traced function applies it; a number stands in the equation as a Literal."""
    numbers = numbers or {}
    builder = Builder(simplify=simplify)
    inputs = {k: Variable(f"x{k}", type_of(x)) for k, x in enumerate(operands) if k not in numbers}
    symbols = [numbers[k] if k in numbers else Symbol(builder, inputs[k]) for k in range(len(operands))]
    made = op(*symbols) if inputs else builder.bind(op, tuple(symbols))
    program = Program(
        tuple(inputs.values()), builder.constants, builder.equations, [], {"value": builder.atom(made)}, op.name
    )
    values = {variable.name: np.asarray(operands[k]) for k, variable in inputs.items()}
    return Built(program.check(), values, floating_names(inputs.values()))


def floating_names(variables: Any) -> tuple[str, ...]:
    return tuple(variable.name for variable in variables if variable.type.floating)


def applied_to_symbols(rule: Any, arrays: Sequence[Any], simplify: bool = True) -> list[Any]:
    """What the rule gives on Symbols of these arrays, as arrays: its equations are built and run. None stays None."""
    builder = Builder(simplify=simplify)
    variables = [None if is_number(x) else Variable(f"x{k}", type_of(x)) for k, x in enumerate(arrays)]
    symbols = [x if v is None else Symbol(builder, v) for x, v in zip(arrays, variables, strict=True)]
    results = rule(*symbols)
    outputs = {str(k): builder.atom(r) for k, r in enumerate(results) if r is not None}
    inputs = {v.name: x for v, x in zip(variables, arrays, strict=True) if v is not None}
    program = Program(tuple(v for v in variables if v), builder.constants, builder.equations, [], outputs).check()
    with np.errstate(all="ignore"):
        values = interpret(program, inputs)
    return [None if result is None else values[str(k)] for k, result in enumerate(results)]


def is_number(value: Any) -> bool:
    return isinstance(value, bool | int | float) and not isinstance(value, np.generic)


def has_literal(program: Program) -> bool:
    return any(isinstance(o, Literal) for equation in program.equations for o in equation.operands)
