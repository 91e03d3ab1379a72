"""Which arrays are trained where they lie: new values take the place of old ones as soon as nothing reads these."""

from clearprop.ir import Equation, Program, Variable
from clearprop.ops import Elementwise
from clearprop.ops.fused import Fused


def replaced(program: Program, equations: list[Equation]) -> dict[Variable, Variable]:
    """Inputs by the results that take their places: outputs under the inputs' names, each number from the one before.

    No equation behind reads the input, and it is no other output itself.
    """
    position = {equation.result: k for k, equation in enumerate(equations)}
    last = {operand: k for k, equation in enumerate(equations) for operand in equation.operands}
    found: dict[Variable, Variable] = {}
    for given in program.inputs:
        result = program.outputs.get(given.name)
        if not isinstance(result, Variable) or result not in position or result in found:
            continue
        k = position[result]
        kept = last.get(given, -1) > k or given in program.outputs.values()
        if not kept and result.type == given.type and number_by_number(equations[k], given):
            found[result] = given
    return found


def number_by_number(equation: Equation, given: Variable) -> bool:
    """Whether each number of the result is computed from the one in its place alone, as far as ``given`` is concerned."""
    body = equation.op.body.equations if isinstance(equation.op, Fused) else [equation]
    moved = {given}
    for one in body:
        if moved.intersection(one.operands):
            if not isinstance(one.op, Elementwise):
                return False
            moved.add(one.result)
    return True
