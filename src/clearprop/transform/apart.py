"""Ops that other code computes in one go, as the softmax, taken apart: what two of them compute alike is computed once."""

from clearprop.ir import Equation, Program
from clearprop.ops.symbol import Builder, Symbol
from clearprop.transform.simplify import simplified


def taken_apart(program: Program) -> Program:
    """The Program with what such ops evaluate by, where that consists of formulas of single numbers and of sums."""
    equations = [part for equation in program.equations for part in parts_of(equation)]
    guards, outputs = list(program.guards), dict(program.outputs)
    return simplified(Program(program.inputs, program.constants, equations, guards, outputs, program.name))


def parts_of(equation: Equation) -> list[Equation]:
    """The equations that stand for this one; itself alone where that does not work."""
    op, result = equation.op, equation.result
    if op.loops is None or op.writes or op.element is not None:
        return [equation]
    builder = Builder()
    builder.origin = equation.origin
    try:
        found = op.evaluate(*(builder.symbol(operand) for operand in equation.operands))
    except (TypeError, ValueError, IndexError):
        return [equation]
    made = builder.equations
    formulas = all(part.op.element is not None for part in made)
    if not made or not formulas or builder.constants or not isinstance(found, Symbol) or found.type != result.type:
        return [equation]
    if made[-1].result is not found.atom:
        return [equation]
    return [*made[:-1], Equation(result, made[-1].op, made[-1].operands, equation.origin)]
