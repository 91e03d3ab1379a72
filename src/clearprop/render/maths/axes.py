"""Letters for axes: an axis that means the same in several equations (rows, features, units) has one letter in all.

Which axes belong together is read off the ops' own element formulas: ``Σ_k x[i, k] W[k, j]`` says that the columns of x
are the rows of W.
"""

from collections.abc import Iterable, Iterator

from clearprop.expression import ArrayView, Element, Expression, Name, Reduce, walk
from clearprop.ir import Equation, Literal, Program, Variable
from clearprop.ir.types import Atom
from clearprop.render.maths.tree import Box, Figure, Letter, Scripts

Axis = tuple[str, int]

POOL = "ijklmpabcdefg"
ROWS = "n"


class Axes:
    """The axes of the Program's variables, joined; ``letter`` gives each family of them its letter."""

    def __init__(self, program: Program, taken: Iterable[str]) -> None:
        self.parents: dict[Axis, Axis] = {}
        self.sizes: dict[str, tuple[int, ...]] = {v.name: v.type.shape for v in program.variables()}
        for equation in program.equations:
            self.join_equation(equation)
        avoid = set(taken)
        self.free = iter([letter for letter in POOL if letter not in avoid])
        self.letters: dict[Axis, str] = {}
        first = next((e.result for e in program.equations if e.result.type.ndim > 1), None)
        if first is not None and ROWS not in avoid:
            self.letters[self.family((first.name, 0))] = ROWS
        for variable in program.inputs:
            self.of(variable)

    def family(self, axis: Axis) -> Axis:
        while axis in self.parents:
            axis = self.parents[axis]
        return axis

    def join(self, one: Axis, other: Axis) -> None:
        one, other = self.family(one), self.family(other)
        if one != other and self.size(one) == self.size(other):
            self.parents[other] = one

    def size(self, axis: Axis) -> int:
        return self.sizes[axis[0]][axis[1]]

    def join_equation(self, equation: Equation) -> None:
        for indices in indexed_alike(equation):
            for axis in indices[1:]:
                self.join(indices[0], axis)

    def letter(self, axis: Axis) -> str:
        """The letter of the axis; "" where all have been given away."""
        family = self.family(axis)
        if family not in self.letters:
            self.letters[family] = next(self.free, "")
        return self.letters[family]

    def of(self, variable: Variable) -> tuple[str, ...]:
        return tuple(self.letter((variable.name, k)) for k in range(variable.type.ndim))


def indexed_alike(equation: Equation) -> list[list[Axis]]:
    """The axes that the same index runs over, for each index of the equation."""
    result = equation.result
    found: dict[str, list[Axis]] = {f"result {k}": [(result.name, k)] for k in range(result.type.ndim)}
    try:
        index = tuple(Name(text) for text in found)
        tree = equation.op.element(index, *map(view_of, equation.operands))
    except (TypeError, ValueError, IndexError, NotImplementedError):
        return like_the_result(equation)
    for axis, name in axes_in(tree):
        found.setdefault(name, []).append(axis)
    return list(found.values())


def like_the_result(equation: Equation) -> list[list[Axis]]:
    """For an op without an element formula: operands of the result's shape have its axes."""
    result = equation.result
    return [
        [(result.name, k), (operand.name, k)]
        for operand in equation.variables()
        if operand.type.shape == result.type.shape
        for k in range(result.type.ndim)
    ]


def view_of(atom: Atom) -> ArrayView:
    if isinstance(atom, Literal):
        return ArrayView((), atom.type.dtype, lambda indices: Element("", (), ()))
    name, kind = atom.name, atom.type
    return ArrayView(kind.shape, kind.dtype, lambda indices: Element(name, kind.shape, indices))


def axes_in(tree: Expression) -> Iterator[tuple[Axis, str]]:
    """Each axis in the tree that an index itself stands at, with the index."""
    for node in walk(tree):
        if isinstance(node, Element):
            for k, at in enumerate(node.indices):
                if isinstance(at, Name):
                    yield (node.array, k), at.text


def family_of(node: Reduce) -> Axis | None:
    """An axis that the sum's index runs over from end to end; None where there is none."""
    for part in walk(node.body):
        if isinstance(part, Element):
            for k, at in enumerate(part.indices):
                if isinstance(at, Name) and at.text == node.index.text and part.shape[k] == node.extent:
                    return part.array, k
    return None


def letter_box(text: str) -> Box:
    return Letter(text) if len(text) == 1 else Scripts(Letter(text[0]), Figure(text[1:]))


def unused(preferred: str, used: Iterable[str], avoid: Iterable[str] = ()) -> str:
    """The preferred letter, or the first that is free."""
    taken = set(used)
    if preferred and preferred not in taken:
        return preferred
    taken |= set(avoid)
    letters = (letter if not k else f"{letter}{k}" for k in range(100) for letter in f"{ROWS}{POOL}")
    return next(letter for letter in letters if letter not in taken)
