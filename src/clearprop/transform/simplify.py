"""Simplifying: to transform is to interpret differently. The Program is built once more by a builder that simplifies."""

from typing import Any

from clearprop.ir import Adjoint, Equation, Literal, Origin, Program, Variable
from clearprop.ir.building import without_collecting
from clearprop.ops.base import Elementwise, is_number
from clearprop.ops.symbol import Builder, Symbol
from clearprop.transform.dead_code import without_dead_code
from clearprop.transform.rename import is_temporary, renamed

SMALL = 4096  # numbers in an unnamed constant that is compared with others


def simplified(program: Program) -> Program:
    """The Program with each op's own simplifications, equal equations shared, and numbers worked out.

    What the author named stays, with its name: only temporaries may vanish.
    """
    with without_collecting():
        return built_anew(program)


def built_anew(program: Program) -> Program:
    builder = Builder(simplify=True)
    new: dict[Any, Any] = {v: builder.symbol(v) for v in program.inputs}
    equal: dict[Any, Any] = {}
    for constant, array in program.constants.items():
        key = constant if array.size > SMALL or not is_temporary(constant.name) else (constant.type, array.tobytes())
        new[constant] = equal.setdefault(key, builder.symbol(builder.constant(array, constant.name)))
    seen: dict[Any, Any] = {}
    names: dict[Variable, str] = {}
    conditions = {guard.condition for guard in program.guards}
    for equation in program.equations:
        builder.origin = origin_of(equation.origin, new)
        operands = tuple(operand_of(builder, equation.op, new, o) for o in equation.operands)
        made = shared(builder, seen, equation, operands)
        if equation.result in conditions and not isinstance(made, Symbol):
            made = as_written(builder, equation, operands)
        if not is_temporary(equation.result.name) and not is_forward_value(builder, equation, made):
            if not isinstance(made, Symbol) or made.atom in names or made.atom in new:
                made = as_written(builder, equation, operands)
            names[made.atom] = equation.result.name
        new[equation.result] = made
    outputs = {
        name: atom if isinstance(atom, Literal) else builder.atom(new[atom], atom.type.dtype)
        for name, atom in program.outputs.items()
    }
    guards = [type(g)(new[g.condition].atom, g.value, g.origin, g.source) for g in program.guards]
    result = Program(program.inputs, builder.constants, builder.equations, guards, outputs, program.name)
    return renamed(without_dead_code(result), names)


def is_forward_value(builder: Builder, equation: Equation, made: Any) -> bool:
    """Whether an adjoint turns out to be a value of the forward part: that does not take a gradient's name."""
    earlier = builder.defined.get(made.atom) if isinstance(made, Symbol) else None
    return equation.origin.adjoint is not None and earlier is not None and earlier.origin.adjoint is None


def origin_of(origin: Origin, new: dict[Any, Any]) -> Origin:
    """The origin with the variable of its adjoint as it is now."""
    adjoint = origin.adjoint
    if adjoint is None or not isinstance(made := new.get(adjoint.of), Symbol):
        return origin
    return Origin(origin.position, origin.scope, Adjoint(made.atom, adjoint.operand, adjoint.factor))


def operand_of(builder: Builder, op: Any, new: dict[Any, Any], atom: Any) -> Any:
    """The operand as the op's rules take it: elementwise ones read Literals as Python numbers."""
    if not isinstance(atom, Literal):
        return new[atom]
    return atom.value if isinstance(op, Elementwise) else Symbol(builder, atom)


def shared(builder: Builder, seen: dict[Any, Any], equation: Equation, operands: tuple[Any, ...]) -> Any:
    """The equation built anew: simpler where its op knows how, an earlier one where it is the same."""
    if operands and all(is_number(operand) for operand in operands) and not equation.result.type.shape:
        value = equation.op.evaluate(*operands).item()
        return value if equation.result.type.floating else as_written(builder, equation, operands)
    key = (equation.op, tuple(o if is_number(o) else o.atom for o in operands), tuple(type(o) for o in operands))
    if key not in seen:
        made = builder.bind(equation.op, operands)
        same = isinstance(made, Symbol) and made.type == equation.result.type
        fits = same or (is_number(made) and not equation.result.type.shape)
        seen[key] = made if fits else as_written(builder, equation, operands)
    return seen[key]


def as_written(builder: Builder, equation: Equation, operands: tuple[Any, ...]) -> Symbol:
    atoms = tuple(
        old if isinstance(old, Literal) else builder.atom(new, old.type.dtype)
        for old, new in zip(equation.operands, operands, strict=True)
    )
    return builder.equation(equation.op, atoms)
