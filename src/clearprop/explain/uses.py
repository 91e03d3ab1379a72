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
from clearprop.ops import Elementwise
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
    return Finder(program, output, parameters).uses(parameter)


class Finder:
    """Looks for z and a in a Program, with what is known of its variables."""

    def __init__(self, program: Program, output: Variable, parameters: Sequence[Variable]) -> None:
        self.program, self.output = program, output
        self.learned = {e.result for e in depending(program.equations, parameters)} | set(parameters)
        self.made = {equation.result: equation for equation in program.equations}
        self.inputs = set(program.inputs)

    def uses(self, parameter: Variable) -> list[Use]:
        way = between(self.program.equations, parameter, self.output)
        return [self.use(parameter, equation, way) for equation in way if parameter in equation.operands]

    def use(self, parameter: Variable, first: Equation, equations: list[Equation]) -> Use:
        segments = [Segment(parameter, first.result, (first,)), *cuts(equations, first.result, self.output)]
        z, to_z, position = first.result, segments[0].equations, 1
        way: tuple[Equation, ...] = ()
        met = False  # with what it is multiplied by, or added to
        for number, segment in enumerate(segments):
            if (segment.end is self.output and number) or not self.leads_on(segment, met):
                break
            way, before = (*way, *segment.equations), met
            met = met or bool(self.others(segment))
            if not before or not is_temporary(segment.end.name) or is_temporary(z.name):
                z, to_z, position = segment.end, way, number + 1
        a, to_a = self.activation(z, segments[position:])
        return Use(parameter, z, a, to_z, to_a)

    def leads_on(self, segment: Segment, met: bool) -> bool:
        """Whether the segment is one multiplication, or one addition, arrangement or scaling by a number.

        After the weight has met its partner no data comes in either: targets belong to the loss.
        """
        if len(segment.equations) > 1 or self.decides(segment):
            return False
        if not met:
            return is_affine_in(segment, moving(segment))
        return is_affine_in(segment, {*segment.equations[0].variables()}) and set(self.others(segment)) <= self.learned

    def decides(self, segment: Segment) -> bool:
        """Whether a comparison of what moves chooses in it: ``np.where(z > 0, z, alpha * z)``."""
        inside = moving(segment)
        chosen = {v for equation in segment.equations for v in equation.variables() if not v.type.floating}
        while chosen:
            equation = self.made.get(chosen.pop())
            if equation is not None:
                if not inside.isdisjoint(equation.operands):
                    return True
                chosen |= {v for v in equation.variables() if not v.type.floating}
        return False

    def others(self, segment: Segment) -> list[Variable]:
        """What the segment reads beside its start and numbers."""
        inside = moving(segment)
        read = (v for equation in segment.equations for v in equation.variables())
        return [v for v in read if v not in inside and v.type.floating and not self.is_number(v)]

    def is_number(self, variable: Variable) -> bool:
        """Whether the variable is a number that was written down, or made of such numbers."""
        equation = self.made.get(variable)
        if equation is None:
            return variable.type.size == 1 and variable not in self.inputs
        return all(self.is_number(v) for v in equation.variables())

    def activation(self, z: Variable, segments: Sequence[Segment]) -> tuple[Variable, tuple[Equation, ...]]:
        """The first variable that bends z, or the next with a name that is a function of z alone; else z itself."""
        way: tuple[Equation, ...] = ()
        found: tuple[Variable, tuple[Equation, ...]] | None = None
        for segment in segments:
            alone = not self.others(segment)
            bent = self.decides(segment) or not is_affine_in(segment, moving(segment))
            single = all(isinstance(equation.op, Elementwise) for equation in segment.equations)
            learns = bent and single and not way and segment.end is not self.output  # it has parameters of its own
            if segment.end.type.shape != z.type.shape or not (alone or learns):
                break
            way = (*way, *segment.equations)
            if found is None and not bent:
                continue
            if found is None or not is_temporary(segment.end.name):
                found = segment.end, way
            if not (alone and is_temporary(segment.end.name)):
                break
        return found or (z, ())


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


def moving(segment: Segment) -> set[Variable]:
    """The segment's start and what it computes."""
    return {segment.start, *(equation.result for equation in segment.equations)}


def is_affine_in(segment: Segment, variables: set[Variable]) -> bool:
    """Whether each of the equations is affine in those of its floating operands that are among the variables."""
    return all(
        is_affine(equation, [v for v in equation.variables() if v in variables and v.type.floating])
        for equation in segment.equations
    )


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
        if same[k] in fresh:
            fresh[k] = fresh[same[k]]
        else:
            fresh[k] = kind.value if isinstance(kind, Literal) else builder.symbol(Variable(f"x{k}", kind))
    r, g = (builder.symbol(Variable(name, result)) for name in "rg")
    shares = op.vjp(g, r, *fresh.values())
    depends = {r.atom, *(fresh[k].atom for k in moving)}
    for made in builder.equations:
        if not depends.isdisjoint(made.operands):
            depends.add(made.result)
    own = [share for k, share in enumerate(shares) if same[k] in moving]
    return all(share is not None and not (isinstance(share, Symbol) and share.atom in depends) for share in own)
