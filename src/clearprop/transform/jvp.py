"""Forward mode: the Program of its value and of how the value moves when the inputs move along given directions."""

from collections.abc import Sequence
from typing import Any

from clearprop.ir import Equation, Literal, Origin, Program, Variable
from clearprop.ops.full import full_like_of
from clearprop.ops.symbol import Builder, Symbol
from clearprop.transform.dead_code import without_dead_code
from clearprop.transform.grad import active, propagate
from clearprop.transform.rename import is_temporary, renamed


def jvp(program: Program, wrt: Sequence[str]) -> Program:
    """The Program with an input ``d<name>`` for each input in ``wrt`` and an output ``d<output>`` beside each output."""
    builder = Builder(simplify=True).adopt(program)
    sources = [program.input(name) for name in wrt]
    directions = [Variable(f"d{source.name}", source.type) for source in sources]
    tangents: dict[Any, Any] = {s: builder.symbol(d) for s, d in zip(sources, directions, strict=True)}
    moving = active(program, sources)
    for equation in program.equations:
        if equation.result in moving:
            builder.origin = Origin(equation.origin.position, equation.origin.scope)
            tangents[equation.result] = tangent_of(builder, equation, tangents)
    outputs = dict(program.outputs)
    for name, atom in program.outputs.items():
        if atom.type.floating:
            tangent = None if isinstance(atom, Literal) else tangents.get(atom)
            outputs[f"d{name}"] = builder.atom(full_like_of(builder.symbol(atom), 0.0) if tangent is None else tangent)
    before = set(program.variables())
    names = {
        tangent.atom: f"d{variable.name}"
        for variable, tangent in tangents.items()
        if isinstance(tangent, Symbol) and tangent.atom not in before and not is_temporary(variable.name)
    }
    result = Program(
        (*program.inputs, *directions),
        builder.constants,
        builder.equations,
        list(program.guards),
        outputs,
        program.name,
    )
    return renamed(without_dead_code(result), names, before=program)


def tangent_of(builder: Builder, equation: Equation, tangents: dict[Any, Any]) -> Any:
    """By the op's own rule; else the op on the tangent where it is linear; else by transposing its reverse rule."""
    op = equation.op
    operands = tuple(builder.symbol(operand) for operand in equation.operands)
    moves = tuple(None if isinstance(o, Literal) else tangents.get(o) for o in equation.operands)
    if op.jvp is not None:
        return op.jvp(builder.symbol(equation.result), operands, moves)
    if op.linear and moves[0] is not None:
        return op(moves[0], *operands[1:])
    return transposed(builder, equation, operands, moves)


def transposed(builder: Builder, equation: Equation, operands: tuple[Any, ...], moves: tuple[Any, ...]) -> Any:
    """The reverse rule g ↦ Jᵀg is linear in g; its own adjoint is t ↦ Jt. The rule's g itself drops out."""
    result = equation.result
    inner = Builder(simplify=True)
    inner.count, inner.defined = builder.count, dict(builder.defined)
    g = inner.fresh(result.type)
    inner_operands = [inner.symbol(operand) for operand in equation.operands]
    pulled = equation.op.vjp(inner.symbol(g), inner.symbol(result), *inner_operands)
    builder.count = inner.count
    builder.constants.update(inner.constants)
    start = len(builder.equations)
    for made in inner.equations:
        builder.equations.append(made)
        builder.defined[made.result] = made
    steps = builder.equations[start:]
    found: dict[Any, Any] = {}
    depends = {g}
    for made in steps:
        if not depends.isdisjoint(made.operands):
            depends.add(made.result)
    for contribution, move in zip(pulled, moves, strict=True):
        if contribution is not None and move is not None and isinstance(contribution, Symbol):
            atom = contribution.atom
            found[atom] = move if atom not in found else found[atom] + move
    propagate(builder, steps, depends, found)
    return found.get(g, 0.0)
