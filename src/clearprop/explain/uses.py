"""Where a parameter is used: the pre-activation z that it makes by multiplying and adding, and the activation a of it.

Found by structure alone. From the use on, some variables carry everything that reaches the loss: the cuts. z is the last
of them that is reached by additions only, a the one after it, where what lies between is a function of z of its shape.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from heapq import heappop, heappush
from itertools import chain
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


class Finder:
    """Looks for z and a in a Program whose loss is ``output``."""

    def __init__(self, program: Program, output: Variable, parameters: Sequence[Variable]) -> None:
        self.program, self.output = program, output
        self.learned = {e.result for e in depending(program.equations, parameters)} | set(parameters)
        self.made = {equation.result: equation for equation in program.equations}
        self.numbers = {constant for constant in program.constants if constant.type.size == 1}
        for equation in program.equations:  # written down, or made of such numbers
            if all(variable in self.numbers for variable in equation.variables()):
                self.numbers.add(equation.result)

    def uses(self, parameter: Variable) -> list[Use]:
        """Every use of the parameter that the output depends on, in the Program's order."""
        way = between(self.program.equations, [parameter], self.output)
        readers: dict[Variable, list[int]] = {}
        for k, equation in enumerate(way):
            for variable in {*equation.variables()}:
                readers.setdefault(variable, []).append(k)
        return [self.use(parameter, way[k], cuts(way, readers, way[k].result)) for k in readers.get(parameter, ())]

    def use(self, parameter: Variable, first: Equation, later: Iterator[Segment]) -> Use:
        segments = chain([Segment(parameter, first.result, (first,))], later)
        seen: list[Segment] = []
        way: tuple[Equation, ...] = (first,)
        z, to_z, position = first.result, way, 1
        met = False  # with what it is multiplied by, or added to
        for number, segment in enumerate(segments):
            seen.append(segment)
            if (segment.end is self.output and number) or not self.leads_on(segment, met):
                break
            way, before = (*way, *segment.equations) if number else way, met
            met = met or bool(self.others(segment))
            if not before or not is_temporary(segment.end.name) or is_temporary(z.name):
                z, to_z, position = segment.end, way, number + 1
        a, to_a = self.activation(z, chain(seen[position:], segments))
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
        return [v for v in read if v not in inside and v.type.floating and v not in self.numbers]

    def activation(self, z: Variable, segments: Iterable[Segment]) -> tuple[Variable, tuple[Equation, ...]]:
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


def cuts(way: Sequence[Equation], readers: Mapping[Variable, Sequence[int]], source: Variable) -> Iterator[Segment]:
    """The segments between the variables that everything from the source on passes through, as far as they are asked for.

    ``way``: the equations that lead to the loss; ``readers``: for each variable the numbers of those that read it.
    """
    waiting = list(readers.get(source, ()))
    unread = {source: len(waiting)}
    start: Variable = source
    segment: list[Equation] = []
    done: set[int] = set()
    while waiting:
        k = heappop(waiting)
        if k in done:
            continue
        done.add(k)
        equation = way[k]
        segment.append(equation)
        for v in {*equation.variables()} & unread.keys():
            unread[v] -= 1
            if not unread[v]:
                del unread[v]
        later = readers.get(equation.result, ())
        unread[equation.result] = len(later) or 1
        for one in later:
            heappush(waiting, one)
        if unread.keys() == {equation.result}:
            yield Segment(start, equation.result, tuple(segment))
            start, segment = equation.result, []


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
