"""Recognising named functions in code that spelled them out: 1 / (1 + exp(-z)) is sigmoid(z).

The patterns are the ops' own definitions, traced; so a new named function is recognised without an edit here.
"""

from functools import lru_cache
from typing import Any

from clearprop.ir import Atom, Equation, Literal, Program, Type, Variable
from clearprop.ops import OPS
from clearprop.ops.symbol import Builder, Symbol
from clearprop.transform.dead_code import without_dead_code
from clearprop.transform.rename import is_temporary

Pattern = tuple[Any, Variable, dict[Variable, Equation], Equation]


def recognised(program: Program) -> Program:
    """The Program with named functions of one array in place of what defines them; what the author named stays."""
    defined = {equation.result: equation for equation in program.equations}
    equations = [found_in(equation, defined) for equation in program.equations]
    return without_dead_code(
        Program(program.inputs, program.constants, equations, program.guards, program.outputs, program.name)
    )


def found_in(equation: Equation, defined: dict[Variable, Equation]) -> Equation:
    for op, argument, steps, root in patterns(equation.result.type).get(equation.op.name, ()):
        bound: dict[Variable, Atom] = {}
        if matches(root, equation, steps, defined, argument, bound, is_root=True):
            found = bound[argument]
            if isinstance(found, Variable) and found.type == argument.type:
                return Equation(equation.result, op, (found,), equation.origin)
    return equation


@lru_cache(maxsize=512)
def patterns(type: Type) -> dict[str, list[Pattern]]:
    """The definitions of the named functions of one argument of this type, by the name of their last op; longest first."""
    found: dict[str, list[Pattern]] = {}
    for cls in OPS.values():
        if not (cls.named and cls.definition is not None and type.floating):
            continue
        pattern = traced(cls, type)
        if pattern is not None:
            found.setdefault(pattern[3].op.name, []).append(pattern)
    return {name: sorted(some, key=lambda pattern: -len(pattern[2])) for name, some in found.items()}


def traced(cls: Any, type: Type) -> Pattern | None:
    """The definition as equations; None for functions of several arguments, or of one op only."""
    builder = Builder()
    argument = Variable("z", type)
    try:
        op = cls()
        result = op.definition(Symbol(builder, argument))
    except (TypeError, ValueError, IndexError):
        return None
    if not isinstance(result, Symbol) or result.type != type or len(builder.equations) < 2 or builder.constants:
        return None
    steps = {equation.result: equation for equation in builder.equations}
    return op, argument, steps, steps[result.atom]


def matches(
    pattern: Equation,
    equation: Equation,
    steps: Any,
    defined: Any,
    argument: Variable,
    bound: Any,
    is_root: bool = False,
) -> bool:
    """Whether the equation computes what the pattern says, with the argument bound to one and the same atom."""
    if pattern.op != equation.op or (not is_root and not is_temporary(equation.result.name)):
        return False
    orders = [equation.operands, equation.operands[::-1]] if equation.op.commutative else [equation.operands]
    for operands in orders:
        trial = dict(bound)
        if len(operands) == len(pattern.operands) and all(
            same(wanted, given, steps, defined, argument, trial)
            for wanted, given in zip(pattern.operands, operands, strict=True)
        ):
            bound.update(trial)
            return True
    return False


def same(wanted: Atom, given: Atom, steps: Any, defined: Any, argument: Variable, bound: Any) -> bool:
    if wanted is argument:
        return bound.setdefault(argument, given) is given
    if isinstance(wanted, Literal):
        return isinstance(given, Literal) and wanted.value == given.value
    if isinstance(given, Literal) or given not in defined:
        return False
    if wanted in bound:
        return bound[wanted] is given
    if matches(steps[wanted], defined[given], steps, defined, argument, bound):
        bound[wanted] = given
        return True
    return False
