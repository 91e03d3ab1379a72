"""Which variables have a line of their own, and which are written out where they are read."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator

from clearprop.ir import Equation, Program, Variable
from clearprop.render.maths.written import slopes
from clearprop.render.names import is_temporary

ONCE = 48  # characters of what is written out where it is read once
AGAIN = 12  # ... and where it is read several times
LINE = 84
LEAST = 8  # what is shorter is not worth a line of its own


class Plan:
    """``inlined``: the variables that are written out where they are read; ``slopes``: those that are a φ′(z)."""

    def __init__(self, program: Program, per_element: bool, fixed: Iterable[Variable]) -> None:
        self.program = program
        self.defined = {equation.result: equation for equation in program.equations}
        self.slopes = slopes(program)
        self.widths: dict[Variable, int] = {}
        self.per_element = per_element
        self.fixed = set(fixed)
        self.inlined: set[Variable] = set(self.slopes) - self.fixed
        self.reads = Counter(o for e in program.equations if e.result not in self.slopes for o in e.variables())
        self.reads.update(z for _, z in self.slopes.values())
        self.conditions = {guard.condition for guard in program.guards}

    def decide(self, width: Callable[[Equation], int]) -> None:
        """``width`` measures an equation's right side as it is printed, with what is inlined so far."""
        for equation in self.program.equations:
            result = equation.result
            if result in self.slopes:
                continue
            self.widths[result] = width(equation)
            if self.may_be_inlined(equation):
                self.inlined.add(result)
            while self.widths[result] > LINE and (part := self.longest_part(equation, self.widths[result])):
                self.inlined.remove(part)
                self.widths[result] = width(equation)

    def may_be_inlined(self, equation: Equation) -> bool:
        result = equation.result
        if result in self.fixed or not is_temporary(result.name) or equation.op.writes:
            return False
        if self.per_element and equation.op.element is None:
            return False
        times = self.reads[result] + (result in self.conditions)
        return self.widths[result] <= (ONCE if times == 1 else AGAIN)

    def longest_part(self, equation: Equation, whole: int) -> Variable | None:
        parts = [v for v in self.parts(equation) if v in self.widths and LEAST <= self.widths[v] < whole - LEAST]
        return max(parts, key=lambda v: self.widths[v], default=None)

    def operands(self, equation: Equation) -> Iterator[Variable]:
        if equation.result in self.slopes:
            yield self.slopes[equation.result][1]
        else:
            yield from equation.variables()

    def parts(self, equation: Equation) -> Iterator[Variable]:
        """The variables that are written out in the equation."""
        for operand in self.operands(equation):
            if operand in self.inlined:
                yield operand
                yield from self.parts(self.defined[operand])

    def read(self, equation: Equation) -> Iterator[Variable]:
        """The variables that are named in the equation."""
        for operand in self.operands(equation):
            if operand in self.inlined:
                yield from self.read(self.defined[operand])
            else:
                yield operand

    def needed(self) -> list[Equation]:
        """The equations that have a line: those that something shown depends on."""
        wanted: set[Variable] = set()
        for shown in (*self.conditions, *self.program.outputs.values()):
            if isinstance(shown, Variable):
                wanted.update(self.read(self.defined[shown]) if shown in self.inlined else (shown,))
        lines: list[Equation] = []
        for equation in reversed(self.program.equations):
            result = equation.result
            if result not in self.inlined and (result in wanted or not is_temporary(result.name)):
                lines.append(equation)
                wanted.update(self.read(equation))
        return lines[::-1]
