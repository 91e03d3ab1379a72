"""Numbers that move through one run of a Program: adjoints backwards, tangents forwards, by the ops' own rules on arrays.

``grad`` makes a Program of the same sweep; here every adjoint is kept, those that simplifying would do away with too.
"""

from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np

from clearprop.execute.interpret import interpret
from clearprop.ir import Equation, Literal, Program, Variable
from clearprop.transform.jvp import jvp

Values = Mapping[Variable, Any]
Arrays = dict[Variable, np.ndarray]


def rms(values: np.ndarray) -> float:
    """The root mean square; 0 of nothing."""
    return float(np.sqrt(np.mean(np.square(values)))) if np.size(values) else 0.0


def depending(equations: Iterable[Equation], sources: Iterable[Variable]) -> list[Equation]:
    """The equations whose floating results depend on the sources, in order."""
    moving = set(sources)
    found = []
    for equation in equations:
        if equation.result.type.floating and not moving.isdisjoint(equation.operands):
            moving.add(equation.result)
            found.append(equation)
    return found


def between(equations: Iterable[Equation], sources: Iterable[Variable], target: Variable) -> list[Equation]:
    """The equations on the ways from the sources to the target, in order."""
    wanted = {target}
    found = []
    for equation in reversed(depending(equations, sources)):
        if equation.result in wanted:
            found.append(equation)
            wanted.update(equation.variables())
    return found[::-1]


def operands_of(equation: Equation, values: Values) -> tuple[Any, ...]:
    """The operands as a rule takes them: arrays, and Literals as Python's numbers."""
    return tuple(o.value if isinstance(o, Literal) else values[o] for o in equation.operands)


def pulled(equation: Equation, values: Values, g: Any) -> tuple[Any, ...]:
    """g: as the result -> what each operand's adjoint gets from this equation; None where it gets nothing."""
    return equation.op.vjp(g, values[equation.result], *operands_of(equation, values))  # type: ignore[no-any-return]


def pushed(equation: Equation, values: Values, tangents: Mapping[Variable, Any]) -> Any:
    """How the result moves when the operands move along their tangents; None where it stays."""
    op, operands = equation.op, operands_of(equation, values)
    moves = tuple(None if isinstance(o, Literal) else tangents.get(o) for o in equation.operands)
    if all(move is None for move in moves):
        return None
    if op.jvp is not None:
        return op.jvp(values[equation.result], operands, moves)
    if op.linear:
        return None if moves[0] is None else op(moves[0], *operands[1:])
    return transposed(equation, values, moves)


def transposed(equation: Equation, values: Values, moves: tuple[Any, ...]) -> np.ndarray:
    """By the forward-mode Program of this equation alone."""
    variables = tuple(dict.fromkeys(equation.variables()))
    alone = Program(variables, {}, [equation], [], {"value": equation.result})
    moving = {
        o.name: m for o, m in zip(equation.operands, moves, strict=True) if isinstance(o, Variable) and m is not None
    }
    given = {v.name: values[v] for v in variables} | {f"d{name}": move for name, move in moving.items()}
    return interpret(jvp(alone, list(moving)), given)["dvalue"]


def push(equations: Iterable[Equation], values: Values, tangents: Arrays) -> Arrays:
    """The tangents of everything that these equations compute, and those that were given."""
    found = dict(tangents)
    for equation in equations:
        if equation.result.type.floating:
            move = pushed(equation, values, found)
            if move is not None:
                found[equation.result] = np.asarray(move)
    return found


def adjoints(program: Program, values: Values, output: Variable) -> Arrays:
    """∂output/∂variable of every variable that the output depends on, at these values.   output: f[]"""
    found: Arrays = {output: np.ones(output.type.shape, output.type.numpy)}
    for equation in reversed(program.equations):
        g = found.get(equation.result)
        if g is None:
            continue
        for operand, share in zip(equation.operands, pulled(equation, values, g), strict=True):
            if share is not None and isinstance(operand, Variable) and operand.type.floating:
                before = found.get(operand)
                found[operand] = np.asarray(share) if before is None else before + share
    return found
