"""Which writes may happen in place: where nothing reads the old values, or what shares their memory, any more."""

import math

from clearprop.expression import Name
from clearprop.ir import Equation, Program, Variable


def written_in_place(program: Program, equations: list[Equation]) -> set[Variable]:
    """The results of ops that write, where the result may take the place of operand 0.

    Operand 0 may be no input, no constant and no output, and it may share no memory with one, with another operand of
    the same equation, or with anything that is read later.
    """
    if not any(equation.op.writes for equation in equations):
        return set()
    last = last_reads(program, equations)
    groups: dict[Variable, list[Variable]] = {
        variable: [variable] for variable in (*program.inputs, *program.constants)
    }
    borrowed = set(groups)
    views: set[Variable] = set()  # these may be read-only, and one place may stand for several
    found: set[Variable] = set()
    for position, equation in enumerate(equations):
        result, first = equation.result, equation.operands[0] if equation.operands else None
        groups[result] = [result]
        if equation.op.writes and isinstance(first, Variable) and first not in views:
            group = groups[first]
            others = not is_single(equation) and any(other in group for other in equation.operands[1:])
            if not others and borrowed.isdisjoint(group) and all(last.get(v, -1) <= position for v in group):
                found.add(result)
                merge(groups, result, first)
        elif result.type.shape and (equation.op.shares or is_alias(equation)):
            views.add(result)
            for variable in equation.variables():
                merge(groups, result, variable)
    return found


def is_single(equation: Equation) -> bool:
    """Whether one element is written: its value is computed before."""
    op, arrays = equation.op, equation.operands[2:]
    return hasattr(op, "part") and math.prod(op.part(*(array.type.shape for array in arrays))) == 1


def last_reads(program: Program, equations: list[Equation]) -> dict[Variable, float]:
    last: dict[Variable, float] = {}
    for position, equation in enumerate(equations):
        for variable in equation.variables():
            last[variable] = position
    for atom in program.outputs.values():
        if isinstance(atom, Variable):
            last[atom] = math.inf
    return last


def merge(groups: dict[Variable, list[Variable]], first: Variable, second: Variable) -> None:
    if groups[first] is not groups[second]:
        together = groups[first] + groups[second]
        for variable in together:
            groups[variable] = together


def is_alias(equation: Equation) -> bool:
    """Whether the equation is printed as a bare name, as the identity is."""
    return isinstance(equation.op.numpy(*(Name(str(k)) for k in range(len(equation.operands)))), Name)
