"""Reverse mode: from a Program to the Program of its value and its gradients.

The adjoint of a variable is what the output answers when the variable moves. Walking the equations backwards, each
equation that carries an adjoint hands to its operands, by its op's rule, their contributions; a variable that is used
several times adds them up. The rules are NumPy text on Symbols, so what comes out is a Program again.
"""

import re
from collections.abc import Sequence
from typing import Any

from clearprop.ir import Adjoint, Atom, Equation, Literal, Origin, Program, Type, Variable
from clearprop.ir.building import without_collecting
from clearprop.ops.base import NUMBERS, equation_of
from clearprop.ops.full import full_like_of
from clearprop.ops.symbol import Builder, Symbol
from clearprop.ops.uniform import uniform
from clearprop.transform.dead_code import without_dead_code
from clearprop.transform.rename import is_temporary, renamed


def grad(program: Program, wrt: Sequence[str], output: str | None = None) -> Program:
    """The Program with outputs ``value`` and ``d<name>`` for each input in ``wrt``.   L: f[] -> dW: as W.

    ValueError where the output is not a floating scalar, or an input is not floating.
    """
    output = next(iter(program.outputs)) if output is None else output
    loss = program.outputs[output]
    if loss.type.shape or not loss.type.floating:
        raise ValueError(
            f"the gradient needs a function that returns one floating number; {program.name} returns {loss.type}. "
            "Sum or average it, or use jacobian."
        )
    return pull_back(program, {output: 1.0}, wrt, {"value": loss})


def vjp(program: Program, wrt: Sequence[str]) -> Program:
    """The Program with an input ``g_<output>`` for each floating output, and outputs ``d<name>`` beside the values."""
    return pull_back(
        program, {name: None for name, atom in program.outputs.items() if atom.type.floating}, wrt, program.outputs
    )


def pull_back(program: Program, seeds: dict[str, float | None], wrt: Sequence[str], values: dict[str, Atom]) -> Program:
    """``program`` and its adjoints; a seed of None becomes an input."""
    with without_collecting():
        return pulled_back(program, seeds, [program.input(name) for name in wrt], values)


def pulled_back(program: Program, seeds: Any, sources: list[Variable], values: dict[str, Atom]) -> Program:
    for source in sources:
        if not source.type.floating:
            raise ValueError(f"{source!r} is data: a gradient needs a floating input; give it as floating numbers.")
    builder = Builder(simplify=True).adopt(program)
    cotangents: list[Variable] = []
    adjoints: dict[Atom, Any] = {}
    for name, seed in seeds.items():
        atom = program.outputs[name]
        if seed is None:
            cotangents.append(Variable(f"g_{name}", atom.type))
        accumulate(builder, adjoints, atom, seed if seed else builder.symbol(cotangents[-1]))
    propagate(builder, program.equations, active(program, sources), adjoints)
    outputs = dict(values)
    for source in sources:
        outputs[f"d{source.name}"] = gradient_atom(builder, adjoints.get(source), source)
        adjoints[source] = builder.symbol(outputs[f"d{source.name}"])
    result = Program(
        (*program.inputs, *cotangents),
        builder.constants,
        builder.equations,
        list(program.guards),
        outputs,
        program.name,
    )
    return renamed(without_dead_code(result), adjoint_names(program, sources, adjoints), before=program)


def adjoint_names(program: Program, sources: Sequence[Variable], adjoints: dict[Atom, Any]) -> dict[Variable, str]:
    """``dW1`` for the adjoint of W1, ``delta1`` for that of z1; what the author left unnamed has an unnamed adjoint."""
    before = set(program.variables())
    names: dict[Variable, str] = {}
    for variable in (*sources, *program.variables()):
        adjoint = adjoints.get(variable)
        if isinstance(adjoint, Symbol) and adjoint.atom not in before and not is_temporary(variable.name):
            own = f"d{variable.name}" if variable in sources else adjoint_name(variable.name)
            names.setdefault(adjoint.atom, own)
    return names


def adjoint_name(name: str) -> str:
    """``dW1`` for W1, ``delta1`` for z1."""
    layer = re.fullmatch(r"z(\d*)", name)
    return f"delta{layer[1]}" if layer else f"d{name}"


def active(program: Program, sources: Sequence[Variable]) -> set[Variable]:
    """The variables that depend on the sources by floating values: only they carry adjoints."""
    found = set(sources)
    for equation in program.equations:
        if equation.result.type.floating and not found.isdisjoint(equation.operands):
            found.add(equation.result)
    return found


def propagate(builder: Builder, equations: list[Equation], active: set[Variable], adjoints: dict[Atom, Any]) -> None:
    """Walks the equations backwards and hands each adjoint on to the operands."""
    for equation in reversed(equations):
        result = equation.result
        g = adjoints.get(result)
        if g is None or result not in active:
            continue
        position, scope = equation.origin.position, equation.origin.scope
        local = builder.origin = Origin(position, scope, Adjoint(result, None, "local"))
        operands = [builder.symbol(operand) for operand in equation.operands]
        first: Any = equation.operands[0] if equation.operands else None
        if equation.op.vjp_onto is not None and first in adjoints:
            builder.origin = Origin(position, scope, Adjoint(first, None, "sum"))
            adjoints[first] = equation.op.vjp_onto(adjoints[first], g, *operands)
            continue
        contributions = equation.op.vjp(g, Symbol(builder, result), *operands)
        for k, (operand, contribution) in enumerate(zip(equation.operands, contributions, strict=True)):
            if contribution is None or operand not in active:
                continue
            mark_upstream(builder, contribution, local, k)
            if operand in adjoints:
                builder.origin = Origin(position, scope, Adjoint(operand, None, "sum"))
            accumulate(builder, adjoints, operand, contribution)


def mark_upstream(builder: Builder, contribution: Any, local: Origin, operand: int) -> None:
    """The equation that gives the contribution is the product with the upstream gradient."""
    equation = builder.defined.get(contribution.atom) if isinstance(contribution, Symbol) else None
    if equation is not None and equation.origin is local and local.adjoint is not None:
        equation.origin = Origin(local.position, local.scope, Adjoint(local.adjoint.of, operand, "upstream"))


def accumulate(builder: Builder, adjoints: dict[Atom, Any], atom: Atom, contribution: Any) -> None:
    """Adds the contribution to the adjoint of the atom."""
    if isinstance(contribution, NUMBERS):
        contribution = Symbol(builder, Literal(float(contribution), Type(atom.type.dtype)))
    before = adjoints.get(atom)
    adjoints[atom] = contribution if before is None else add(before, contribution)


def add(before: Any, contribution: Any) -> Any:
    """The sum; what was to be added to zeros at some places is added there in place instead."""
    for first, second in ((before, contribution), (contribution, before)):
        equation = equation_of(second)
        if equation is not None and hasattr(equation.op, "onto"):
            base, *rest = (second.builder.symbol(operand) for operand in equation.operands)
            if uniform(base) == 0:
                return equation.op.onto(first, base, *rest)
    return before + contribution


def gradient_atom(builder: Builder, gradient: Any, source: Variable) -> Atom:
    """The gradient as an array of the source's shape and dtype; zeros where the output does not depend on it."""
    symbol = builder.symbol(source)
    if gradient is None:
        gradient = full_like_of(symbol, 0.0)
    if source.type.shape and not (isinstance(gradient, Symbol) and gradient.shape == source.type.shape):
        gradient = full_like_of(symbol, 0.0) + gradient
    if isinstance(gradient, Symbol) and gradient.dtype != source.type.numpy:
        gradient = gradient.astype(source.type.numpy)
    return builder.atom(gradient, source.type.dtype)
