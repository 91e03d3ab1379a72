"""Letters for axes: an axis that means the same in several equations (rows, features, units) has one letter in all.

Which axes belong together is read off the ops' own element formulas: ``Σ_k x[i, k] W[k, j]`` says that the columns of x
are the rows of W.
"""

from collections.abc import Iterable, Iterator

import numpy as np

from clearprop.expression import ArrayView, Element, Expression, Name, Number, Reduce, walk
from clearprop.ir import Equation, Literal, Program, Variable
from clearprop.ir.types import Atom
from clearprop.render.maths.tree import Box, Figure, Letter, Scripts

Axis = tuple[str, int]
Index = tuple[Expression, ...]

POOL = "ijklmpabcdefg"
ROWS = "n"


class Axes:
    """The axes of the Program's variables, joined; ``letter`` gives each family of them its letter."""

    def __init__(self, program: Program, taken: Iterable[str]) -> None:
        self.parents: dict[Axis, Axis] = {}
        self.sizes: dict[str, tuple[int, ...]] = {v.name: v.type.shape for v in program.variables()}
        self.constants = program.constants
        for equation in program.equations:
            self.join_equation(equation)
        avoid = set(taken)
        self.free = iter([letter for letter in POOL if letter not in avoid])
        self.letters: dict[Axis, str] = {}
        self.meant = {ROWS, ""}
        rows = self.rows(program)
        if rows is not None and ROWS not in avoid:
            self.letters[self.family(rows)] = ROWS
        for variable in program.inputs:
            self.of(variable)

    def rows(self, program: Program) -> Axis | None:
        """The axis that counts the rows of the data: the first of the first matrix that is computed, or vector of rows."""
        firsts = {self.family((v.name, 0)) for v in program.inputs if v.type.ndim > 1}
        for equation in program.equations:
            axis = (equation.result.name, 0)
            if equation.result.type.ndim > 1 or (equation.result.type.ndim == 1 and self.family(axis) in firsts):
                return axis
        return None

    def family(self, axis: Axis) -> Axis:
        """The axis that stands for all that are joined; the way to it is shortened."""
        way = []
        while axis in self.parents:
            way.append(axis)
            axis = self.parents[axis]
        for one in way:
            self.parents[one] = axis
        return axis

    def join(self, one: Axis, other: Axis) -> None:
        one, other = self.family(one), self.family(other)
        if one != other and self.size(one) == self.size(other):
            self.parents[other] = one

    def size(self, axis: Axis) -> int:
        return self.sizes[axis[0]][axis[1]]

    def join_equation(self, equation: Equation) -> None:
        for indices in self.indexed_alike(equation):
            for axis in indices[1:]:
                self.join(indices[0], axis)

    def indexed_alike(self, equation: Equation) -> list[list[Axis]]:
        """The axes that the same index runs over, for each index of the equation."""
        result = equation.result
        found: dict[str, list[Axis]] = {f"result {k}": [(result.name, k)] for k in range(result.type.ndim)}
        try:
            index = tuple(Name(text) for text in found)
            tree = equation.op.element(index, *map(self.view, equation.operands))
        except (TypeError, ValueError, IndexError, NotImplementedError):
            return like_the_result(equation)
        for axis, name in axes_in(tree):
            found.setdefault(name, []).append(axis)
        return list(found.values())

    def view(self, atom: Atom) -> ArrayView:
        if isinstance(atom, Literal):
            return ArrayView((), atom.type.dtype, lambda index: Number(0))
        name, kind, array = atom.name, atom.type, self.constants.get(atom)

        def read(index: Index) -> Expression:
            plain = None if array is None else plain_element(array, index)
            return Element(name, kind.shape, index) if plain is None else plain

        return ArrayView(kind.shape, kind.dtype, read)

    def letter(self, axis: Axis) -> str:
        """The letter of the axis; "" for an axis of one element, and where all have been given away."""
        family = self.family(axis)
        if self.size(family) == 1:
            return ""
        if family not in self.letters:
            self.letters[family] = next(self.free, "")
            self.meant.add(self.letters[family])
        return self.letters[family]

    def given(self) -> set[str]:
        """The letters that mean an axis of the Program."""
        return self.meant

    def of(self, variable: Variable) -> tuple[str, ...]:
        return tuple(self.letter((variable.name, k)) for k in range(variable.type.ndim))


class Lettered:
    """Letters that are given: for the parameter of a definition."""

    def __init__(self, letters: tuple[str, ...]) -> None:
        self.letters = letters

    def of(self, variable: Variable) -> tuple[str, ...]:
        return self.letters

    def letter(self, axis: Axis) -> str:
        return ""

    def given(self) -> set[str]:
        return set(self.letters)


def like_the_result(equation: Equation) -> list[list[Axis]]:
    """For an op without an element formula: operands of the result's shape have its axes."""
    result = equation.result
    return [
        [(result.name, k), (operand.name, k)]
        for operand in equation.variables()
        if operand.type.shape == result.type.shape
        for k in range(result.type.ndim)
    ]


def plain_element(array: np.ndarray, index: Index) -> Expression | None:
    """An element of a constant, where it needs no symbol: all elements are one number, or they count up."""
    if array.size and (array == array.flat[0]).all():
        return Number(array.flat[0].item())
    counts = array.ndim == 1 and array.dtype.kind in "iu" and array.size > 1 and (np.diff(array) == 1).all()
    return (index[0] if array[0] == 0 else index[0] + array[0].item()) if counts else None


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


def unused(preferred: str, used: Iterable[str], avoid: frozenset[str] | set[str] = frozenset()) -> str:
    """The preferred letter, or the first that is free."""
    taken = set(used)
    if preferred and preferred not in taken:
        return preferred
    letters = [letter if not k else f"{letter}{k}" for k in range(9) for letter in f"{POOL}{ROWS}"]
    free = [letter for letter in letters if letter not in taken]
    return next((letter for letter in free if letter not in avoid), free[0])
