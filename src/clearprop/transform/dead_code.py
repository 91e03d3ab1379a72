"""Dropping what no output and no guard needs."""

from clearprop.ir import Equation, Program


def without_dead_code(program: Program) -> Program:
    """The Program without the equations and constants whose values are never read. Inputs stay: they are its signature."""
    needed = {*program.outputs.values(), *(guard.condition for guard in program.guards)}
    equations: list[Equation] = []
    for equation in reversed(program.equations):
        if equation.result in needed:
            equations.append(equation)
            needed.update(equation.operands)
    constants = {variable: array for variable, array in program.constants.items() if variable in needed}
    return Program(
        program.inputs, constants, equations[::-1], list(program.guards), dict(program.outputs), program.name
    )
