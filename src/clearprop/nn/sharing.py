"""Computing once what was written twice: the softmax of y_hat and of the gradient, Adam's corrections of every parameter."""

from typing import Any

from clearprop.ir import Equation, Literal, Program


def shared(program: Program) -> Program:
    """The Program without equations that repeat an earlier one: the same op on the same operands. Linear in its length."""
    first: dict[tuple[Any, ...], Any] = {}
    instead: dict[Any, Any] = {}
    equations: list[Equation] = []
    for equation in program.equations:
        operands = tuple(instead.get(operand, operand) for operand in equation.operands)
        # 1, 1.0 and True are equal in Python, and different literals here
        key = (equation.op, *((o, repr(o)) if isinstance(o, Literal) else o for o in operands))
        if key in first:
            instead[equation.result] = first[key]
            continue
        first[key] = equation.result
        equations.append(Equation(equation.result, equation.op, operands, equation.origin))
    outputs = {name: instead.get(atom, atom) for name, atom in program.outputs.items()}
    return Program(program.inputs, program.constants, equations, list(program.guards), outputs, program.name)
