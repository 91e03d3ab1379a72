"""Boxes: mathematics as it is laid out on paper. What a formula means is decided before; the printers only print."""

from collections.abc import Iterator
from dataclasses import dataclass


class Box:
    """A piece of a formula."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Letter(Box):
    """An identifier: italic where it is one letter, upright where it is a word or ``upright`` says so."""

    text: str
    upright: bool = False

    @property
    def word(self) -> bool:
        return len(self.text) > 1


@dataclass(frozen=True, slots=True)
class Figure(Box):
    """A numeral."""

    text: str


@dataclass(frozen=True, slots=True)
class Sign(Box):
    """A sign. ``kind``: binary and relation have space around, prefix none, comma after it; times and apply are unseen."""

    text: str
    kind: str = "binary"


@dataclass(frozen=True, slots=True)
class Words(Box):
    """Prose in a formula: if, otherwise, with."""

    text: str


@dataclass(frozen=True, slots=True)
class Row(Box):
    """Boxes side by side."""

    parts: tuple[Box, ...]


@dataclass(frozen=True, slots=True)
class Scripts(Box):
    """A base with a subscript, a superscript, or both."""

    base: Box
    sub: Box | None = None
    sup: Box | None = None


@dataclass(frozen=True, slots=True)
class Index(Box):
    """``x[i, j]``; ``low`` where the indices may stand below the line."""

    base: Box
    items: tuple[Box, ...]
    low: bool = False


@dataclass(frozen=True, slots=True)
class Accent(Box):
    """A hat, bar or tilde on a letter."""

    base: Box
    mark: str


@dataclass(frozen=True, slots=True)
class Fraction(Box):
    """Top over bottom."""

    top: Box
    bottom: Box


@dataclass(frozen=True, slots=True)
class Root(Box):
    """A square root, or one of another degree."""

    body: Box
    degree: str = ""


@dataclass(frozen=True, slots=True)
class Fence(Box):
    """The body between signs that grow with it."""

    opening: str
    body: Box
    closing: str


@dataclass(frozen=True, slots=True)
class Big(Box):
    """∑, ∏, max or min over indices, from 0 to ``last`` where that is not plain from what is indexed."""

    sign: str
    under: tuple[Box, ...] = ()
    last: Box | None = None


@dataclass(frozen=True, slots=True)
class Cases(Box):
    """Values and the conditions under which they hold; the last has none."""

    rows: tuple[tuple[Box, Box | None], ...]


@dataclass(frozen=True, slots=True)
class Quantity(Box):
    """What shows the variable ``name`` of the Program: pages link it with the other views."""

    name: str
    body: Box


TIMES, APPLY, COMMA = Sign("", "times"), Sign("", "apply"), Sign(",", "comma")


def row(*parts: Box) -> Box:
    """The parts side by side, rows among them opened."""
    flat = [part for given in parts for part in (given.parts if isinstance(given, Row) else (given,))]
    return flat[0] if len(flat) == 1 else Row(tuple(flat))


def separated(boxes: "tuple[Box, ...] | list[Box]") -> Box:
    """``a, b, c``."""
    parts: list[Box] = []
    for box in boxes:
        parts += [COMMA, box] if parts else [box]
    return row(*parts) if parts else Row(())


def parenthesised(box: Box) -> Box:
    return Fence("(", box, ")")


def applied(function: Box, *arguments: Box) -> Box:
    return row(function, APPLY, parenthesised(separated(arguments)))


def indexed(box: Box, items: tuple[Box, ...], low: bool = False) -> Box:
    """``x[i]``; of a derivative ∂L/∂x, that with respect to the element: ∂L/∂x[i]."""
    match box:
        case Quantity(name, Fraction(top, Row((stroke, of)))):
            return Quantity(name, Fraction(top, Row((stroke, Index(of, items, low)))))
    return Index(box, items, low)


def raised(base: Box, above: Box) -> Box:
    """``base`` with something above the line; what stands below it already stays there."""
    match base:
        case Scripts(inner, sub, None):
            return Scripts(inner, sub, above)
        case Quantity(name, Scripts(inner, sub, None)):
            return Quantity(name, Scripts(inner, sub, above))
    return Scripts(base, sup=above)


def parts_of(box: Box) -> tuple[Box, ...]:
    match box:
        case Row(parts):
            return parts
        case Scripts(base, sub, sup):
            return tuple(part for part in (base, sub, sup) if part is not None)
        case Index(base, items):
            return (base, *items)
        case Fraction(top, bottom):
            return (top, bottom)
        case Accent(body) | Root(body) | Fence(_, body) | Quantity(_, body):
            return (body,)
        case Big(_, under, last):
            return under if last is None else (*under, last)
        case Cases(rows):
            return tuple(part for pair in rows for part in pair if part is not None)
    return ()


def walk(box: Box) -> Iterator[Box]:
    """The box and all boxes inside, parents first."""
    yield box
    for part in parts_of(box):
        yield from walk(part)
