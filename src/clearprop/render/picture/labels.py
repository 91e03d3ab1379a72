"""What stands in a graph's nodes: an equation as mathematics, and folded ones by their place and their ops."""

from collections import Counter
from collections.abc import Sequence

from clearprop.ir import Equation, Program, Variable
from clearprop.render.maths.lines import Paper
from clearprop.render.maths.shown import LETTERS, VERSION
from clearprop.render.maths.symbols import free_letters, symbol, version
from clearprop.render.maths.unicode import text
from clearprop.render.names import is_temporary
from clearprop.render.picture.blocks import Block

LONGEST = 1500  # equations of a Program that is written as mathematics
WRITTEN = 6  # equations of a block that is written out
KINDS = 3  # ops that are counted in a block
SIGNS = {"*": "×", "-": "−", "**": "^"}


class Labels:
    """Texts for one Program; symbols are those of the mathematics, which come first where letters are given away."""

    def __init__(self, program: Program) -> None:
        self.paper = Paper(program, per_element=False) if len(program) <= LONGEST else None
        self.plain = PlainSymbols(program) if self.paper is None else None
        if self.paper:
            for equation in self.paper.plan.needed():
                self.paper.shown.letter(equation.result)
            self.paper.plan.slopes.clear()
        self.value = text(self.paper.shown.value) if self.paper else self.plain_value(program)

    def plain_value(self, program: Program) -> str:
        value = program.outputs.get("value")
        named = isinstance(value, Variable) and not is_temporary(value.name)
        return self.symbol(value) if named and isinstance(value, Variable) else "f"

    def symbol(self, variable: Variable) -> str:
        if self.paper is None:
            assert self.plain is not None
            return self.plain(variable)
        self.paper.shown.letter(variable)
        return text(self.paper.shown(variable)[0])

    def gradient(self, variable: Variable) -> str:
        return f"∂{self.value}/∂{self.symbol(variable)}"

    def right(self, block: Block) -> str | None:
        """The right side of what the block computes; None where that is too long to write."""
        if self.paper is None or block.size > WRITTEN or block.times > 1:
            return None
        self.paper.plan.inlined = {equation.result for equation in block.equations[:-1]}
        for equation in block.equations:
            for variable in equation.variables():
                if variable not in self.paper.plan.inlined and variable not in self.paper.program.constants:
                    self.paper.shown.letter(variable)
        return text(self.paper.right(block.last))

    def place(self, block: Block) -> str:
        """Where the block comes from."""
        found = place(block.equations)
        return f"{found} × {block.times}" if block.times > 1 else found


class PlainSymbols:
    """Symbols for a long Program: only those that are asked for are made."""

    def __init__(self, program: Program) -> None:
        self.names = {v.name for v in program.variables() if not is_temporary(v.name)}
        self.free = free_letters(LETTERS, self.names)
        self.letters: dict[Variable, str] = {}

    def __call__(self, variable: Variable) -> str:
        if is_temporary(variable.name):
            if variable not in self.letters:
                self.letters[variable] = text(symbol(next(self.free)))
            return self.letters[variable]
        split = VERSION.fullmatch(variable.name)
        known = split and split[1] in self.names and int(split[2]) > 1
        return text(version(symbol(split[1]), split[2]) if split and known else symbol(variable.name))


def place(equations: Sequence[Equation]) -> str:
    """Layer 1, or lines 3–5 of neuron."""
    scopes = list(dict.fromkeys(equation.origin.scope for equation in equations if equation.origin.scope))
    if scopes:
        outer = list(dict.fromkeys(scope.split(" / ")[0] for scope in scopes))
        return scopes[0] if len(scopes) == 1 else outer[0] if len(outer) == 1 else f"{outer[0]} … {outer[-1]}"
    positions = [equation.origin.position for equation in equations if equation.origin.position]
    functions = list(dict.fromkeys(p.function for p in positions if p.function))
    lines = sorted({position.line for position in positions})
    if not lines:
        return "steps"
    where = f"line {lines[0]}" if len(lines) == 1 else f"lines {lines[0]}–{lines[-1]}"
    return where if len(functions) != 1 else f"{functions[0]}, {where}"


def counted(equations: Sequence[Equation]) -> str:
    """32 ×, 32 +, 16 tanh."""
    counts = Counter(SIGNS.get(e.op.symbol, e.op.symbol) or e.op.name for e in equations)
    kinds = [f"{count:,} {name}" for name, count in counts.most_common(KINDS)]
    rest = sum(counts.values()) - sum(count for _, count in counts.most_common(KINDS))
    return ", ".join([*kinds, *([f"{rest:,} more"] if rest else [])])
