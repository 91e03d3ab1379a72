"""A user's own function inside a network: traced on an example of the right shape, its equations become the network's."""

from collections.abc import Callable
from typing import Any

import numpy as np

from clearprop.ir import Literal, Program, Variable
from clearprop.ops.symbol import Builder, Symbol
from clearprop.transform.functional import trace


def inlined(builder: Builder, function: Callable[..., Any], operands: tuple[Symbol, ...], what: str) -> Any:
    """The function's value on these Symbols, as equations of the builder. ValueError where it branches on the data."""
    program = traced_on_examples(function, operands, what)
    values: dict[Any, Any] = dict(zip(program.inputs, (operand.atom for operand in operands), strict=True))
    for variable, array in program.constants.items():
        values[variable] = builder.constant(array, variable.name)
    for equation in program.equations:
        atoms = tuple(atom if isinstance(atom, Literal) else values[atom] for atom in equation.operands)
        result = builder.equation(equation.op, atoms).atom
        assert isinstance(result, Variable)
        result.name = equation.result.name  # the author's, where there is one
        values[equation.result] = result
    value = program.outputs["value"]
    return Symbol(builder, value if isinstance(value, Literal) else values[value])


def traced_on_examples(function: Callable[..., Any], operands: tuple[Symbol, ...], what: str) -> Program:
    generator = np.random.default_rng(0)
    examples = [generator.uniform(0.1, 0.9, operand.shape).astype(operand.dtype) for operand in operands]
    program = trace(function, *examples)
    if program.guards:
        source = program.guards[0].source or "a value"
        raise ValueError(
            f"{what} takes a branch by its input ({source}), which holds for one batch only; use np.where."
        )
    if list(program.outputs) != ["value"]:
        raise ValueError(f"{what} must return one array; it returns {', '.join(program.outputs) or 'nothing'}.")
    return program
