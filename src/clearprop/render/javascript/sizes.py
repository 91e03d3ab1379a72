"""Which numbers of a Program are sizes: found by holding it beside the same Program built for other sizes.

A Program holds plain numbers: that the 5 of ``divide t3 5.0`` counts the rows of a batch cannot be read off it. Beside
the same Program for 7 and for 11 rows it can: what differs between them is a function of the sizes that differ. Each
formula is confirmed by at least one Program more than it has unknowns; what none explains is an error, never a guess.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations_with_replacement
from math import isclose

from clearprop.expression import Call, Expression, Name, Number, call
from clearprop.ir import Program
from clearprop.render.names import Names
from clearprop.render.printing import ATOM, Printer, Text

Numbers = Sequence[int | float]

floor = call("floor")


@dataclass(frozen=True)
class Axis:
    """A size that is read at run time: its name, its value in each of the Programs, and the input axes that have it."""

    name: str
    values: tuple[int, ...]
    places: tuple[tuple[int, int], ...]  # (input, axis)


class Size(int):
    """The size of an axis in the first Program, which knows how it is computed at run time."""

    tree: Expression

    @staticmethod
    def of(value: int, tree: Expression) -> "Size":
        size = Size(value)
        size.tree = tree
        return size

    def __repr__(self) -> str:
        return FormulaPrinter({}).text(self.tree)

    __str__ = __repr__


class FormulaPrinter(Printer):
    """Sizes in comments and types."""

    def call(self, node: Call) -> Text:
        return f"{node.function}({self.arguments(node.operands)})", ATOM


def tree_of(size: int) -> Expression:
    return size.tree if isinstance(size, Size) else Number(size)


def axes_of(programs: Sequence[Program], names: Names) -> list[Axis]:
    """The sizes of inputs that differ between the Programs. ValueError where their inputs are not the same ones."""
    first = programs[0]
    for other in programs[1:]:
        for mine, theirs in zip(first.inputs, other.inputs, strict=False):
            if (mine.name, mine.type.dtype, mine.type.ndim) != (theirs.name, theirs.type.dtype, theirs.type.ndim):
                raise ValueError(f"{first.name}: input {mine!r} is {theirs!r} in the Program for other sizes.")
        if len(first.inputs) != len(other.inputs):
            raise ValueError(f"{first.name}: the Program for other sizes has other inputs.")
    places: dict[tuple[int, ...], list[tuple[int, int]]] = {}
    for k, variable in enumerate(first.inputs):
        for axis in range(variable.type.ndim):
            values = tuple(program.inputs[k].type.shape[axis] for program in programs)
            if len(set(values)) > 1:
                places.setdefault(values, []).append((k, axis))
    found = []
    for values, where in places.items():
        (k, axis), *_ = where
        wanted = "rows" if axis == 0 else "columns"
        name = f"{first.inputs[k].name}_{wanted}" if wanted in names.taken else wanted
        found.append(Axis(names.claim(name), values, tuple(where)))
    return found


def formula(values: Numbers, axes: Sequence[Axis]) -> Expression | None:
    """What the values are of the sizes, the simplest first; None where no formula here gives them all."""
    whole = all(isinstance(value, int) for value in values)
    for axis in axes:
        for tree, found in candidates(axis, values, whole):
            if len(found) == len(values) and all(same(f, v) for f, v in zip(found, values, strict=True)):
                return tree
    for axis, other in combinations_with_replacement(axes, 2):
        products = [m * n for m, n in zip(axis.values, other.values, strict=True)]
        factor = plain(values[0] / products[0]) if products[0] else 0
        if factor and all(same(factor * p, v) for p, v in zip(products, values, strict=True)):
            return times(Name(axis.name) * Name(other.name), factor)
    return None


def candidates(axis: Axis, values: Numbers, whole: bool) -> Iterator[tuple[Expression, Numbers]]:
    """Formulas of one size that give the first of the values, with what they give in each Program."""
    name, sizes = Name(axis.name), axis.values
    first, n = values[0], sizes[0]
    yield name, sizes
    shift = plain(first - n)
    if shift == int(shift):
        yield (name + shift if shift > 0 else name - -shift), [size + shift for size in sizes]
    if n and all(sizes):
        factor = plain(first / n)
        if not whole or factor == int(factor):
            yield times(name, factor), [factor * size for size in sizes]
        yield from quotients(name, sizes, first, whole)
    if len(sizes) > 2 and sizes[1] != n:
        slope = plain((values[1] - first) / (sizes[1] - n))
        start = plain(first - slope * n)
        tree = times(name, slope)
        if slope and not (whole and slope != int(slope)):
            yield (tree + start if start > 0 else tree - -start), [slope * size + start for size in sizes]


def quotients(name: Name, sizes: Numbers, first: float, whole: bool) -> Iterator[tuple[Expression, Numbers]]:
    if whole:
        for divisor in range(2, 9):
            yield floor(name / divisor), [int(size) // divisor for size in sizes]
            yield floor((name + (divisor - 1)) / divisor), [-(-int(size) // divisor) for size in sizes]
        return
    share = plain(first * sizes[0])
    yield share / name, [share / size for size in sizes]
    if 1 not in sizes:
        yield name / (name - 1), [size / (size - 1) for size in sizes]
        share = plain(first * (sizes[0] - 1))
        yield share / (name - 1), [share / (size - 1) for size in sizes]
    yield (name - 1) / name, [(size - 1) / size for size in sizes]
    root = plain(first * sizes[0] ** 0.5)
    yield root / call("sqrt")(name), [root / size**0.5 for size in sizes]


def same(found: float, value: float) -> bool:
    return found == value or isclose(found, value, rel_tol=1e-14, abs_tol=0.0)


def plain(value: float) -> int | float:
    """The number without the rounding of the division that gave it: 1 for 0.9999999999999999."""
    near = round(value, 12 - len(str(int(abs(value)))))
    value = near if isclose(near, value, rel_tol=1e-14) else value
    return int(value) if value == int(value) else value


def times(tree: Expression, factor: float) -> Expression:
    return tree if factor == 1 else tree * factor
