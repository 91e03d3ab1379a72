"""Where a parameter is used: the pre-activation z that it makes by multiplying and adding, and the activation a of it.

Found by structure alone. From the use on, some variables carry everything that reaches the loss: the cuts. z is the last
of them that is reached by additions only, a the one after it, where what lies between is a function of z of its shape.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from clearprop.explain.sweep import between, depending
from clearprop.ir import Equation, Literal, Program, Type, Variable
from clearprop.ops.symbol import Builder, Symbol
from clearprop.transform.rename import is_temporary


@dataclass(frozen=True)
class Use:
    """``parameter`` -(``to_z``)-> z -(``to_a``)-> a; without an activation a is z."""

    parameter: Variable
    z: Variable
    a: Variable
    to_z: tuple[Equation, ...]
    to_a: tuple[Equation, ...]


@dataclass(frozen=True)
class Segment:
    """The equations from one cut to the next."""

    start: Variable
    end: Variable
    equations: tuple[Equation, ...]


def uses(program: Program, parameter: Variable, output: Variable, parameters: Sequence[Variable]) -> list[Use]:
    """Every use of the parameter that the output depends on, in the Program's order."""
    on_the_way = between(program.equations, parameter, output)
    by_parameters = {equation.result for equation in depending(program.equations, parameters)} | set(parameters)
    made = {equation.result: equation for equation in program.equations}
    return [
        use_of(parameter, equation, on_the_way, output, by_parameters, made)
        for equation in on_the_way
        if parameter in equation.operands
    ]


def use_of(
    parameter: Variable, first: Equation, equations: list[Equation], output: Variable,
    by_parameters: set[Variable], made: Any,
) -> Use:  # fmt: skip
    segments = list(cuts(equations, first.result, output))
    z, to_z, position = first.result, [first], 0
    if is_affine(first, (parameter,)):
        reached, way = z, [first]
        for number, segment in enumerate(segments):
            if segment.end is output or not additive(segment, by_parameters, made):
                break
            reached, way = segment.end, [*way, *segment.equations]
            if not is_temporary(reached.name) or is_temporary(z.name):
                z, to_z, position = reached, way, number + 1
    a, to_a = activation(z, segments[position:], output, made)
    return Use(parameter, z, a, tuple(to_z), to_a)


def cuts(equations: list[Equation], source: Variable, target: Variable) -> Iterator[Segment]:
    """The segments between the variables that everything from source to target passes through."""
    way = between(equations, source, target)
    last = {operand: k for k, equation in enumerate(way) for operand in equation.variables()}
    alive = {source}
    start, begun = source, 0
    for k, equation in enumerate(way):
        alive.add(equation.result)
        alive -= {v for v in equation.variables() if last[v] == k}
        if alive == {equation.result}:
            yield Segment(start, equation.result, tuple(way[begun : k + 1]))
            start, begun = equation.result, k + 1


def additive(segment: Segment, by_parameters: set[Variable], made: Any) -> bool:
    """Whether the segment only adds, arranges or scales by numbers, and brings no data in (targets come with the loss)."""
    moving = {segment.start, *(equation.result for equation in segment.equations)}
    for equation in segment.equations:
        floating = tuple(v for v in equation.variables() if v.type.floating)
        data = any(v not in moving and v not in by_parameters and not is_number(v, made) for v in floating)
        if data or not is_affine(equation, floating):
            return False
    return True


def is_number(variable: Variable, made: Any) -> bool:
    """Whether the variable is a number, or an array made of numbers alone."""
    equation = made.get(variable)
    if variable.type.size == 1:
        return True
    return equation is not None and all(is_number(v, made) for v in equation.variables())


def activation(
    z: Variable, segments: list[Segment], output: Variable, made: Any
) -> tuple[Variable, tuple[Equation, ...]]:
    """The first variable that bends z, or the next with a name that is a function of z alone; z itself if there is none."""
    way: tuple[Equation, ...] = ()
    found: tuple[Variable, tuple[Equation, ...]] | None = None
    for segment in segments:
        moving = {z, *(equation.result for equation in (*way, *segment.equations))}
        others = [v for e in segment.equations for v in e.variables() if v not in moving and v.type.floating]
        alone = all(is_number(v, made) for v in others)
        bent = not all(is_affine(e, [v for v in e.variables() if v in moving]) for e in segment.equations)
        if segment.end is output or segment.end.type.shape != z.type.shape or not (alone or (bent and not way)):
            break
        way = (*way, *segment.equations)
        if found is None and not bent:
            continue
        if found is None or not is_temporary(segment.end.name):
            found = segment.end, way
        if not (alone and is_temporary(segment.end.name)):
            break
    return found or (z, ())


def is_affine(equation: Equation, operands: Sequence[Variable]) -> bool:
    """Whether the result moves in proportion as these operands move: the rule's factors hold neither them nor the result."""
    types = tuple(o.type if isinstance(o, Variable) else o for o in equation.operands)
    numbers = {v: k for k, v in reversed(list(enumerate(equation.operands))) if isinstance(v, Variable)}
    same = tuple(numbers[o] if isinstance(o, Variable) else k for k, o in enumerate(equation.operands))
    return affine(equation.op, types, same, tuple(sorted({numbers[o] for o in operands})), equation.result.type)


@lru_cache(maxsize=4096)
def affine(op: Any, types: tuple[Any, ...], same: tuple[int, ...], moving: tuple[int, ...], result: Type) -> bool:
    """``same``: where each operand stands first; ``moving``: the operands that move."""
    builder = Builder(simplify=True)
    fresh: dict[int, Any] = {}
    for k, kind in enumerate(types):
        fresh[k] = (
            kind.value if isinstance(kind, Literal) else fresh.get(same[k]) or builder.symbol(Variable(f"x{k}", kind))
        )
    r, g = (builder.symbol(Variable(name, result)) for name in "rg")
    shares = op.vjp(g, r, *fresh.values())
    depends = {r.atom, *(fresh[k].atom for k in moving)}
    for made in builder.equations:
        if not depends.isdisjoint(made.operands):
            depends.add(made.result)
    own = [share for k, share in enumerate(shares) if same[k] in moving]
    return all(share is not None and not (isinstance(share, Symbol) and share.atom in depends) for share in own)
