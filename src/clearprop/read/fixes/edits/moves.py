"""The same statement at another place: an update after its last reader, a reset inside the loop, an update inside it."""

import ast
import textwrap
from collections.abc import Iterator
from itertools import pairwise, product
from typing import ClassVar

from clearprop.read.driving import Belated
from clearprop.read.fixes.change import Change, Piece
from clearprop.read.fixes.edits.base import Edit
from clearprop.read.fixes.place import Place


class Later(Edit):
    """An update goes behind the statements that still read the old value."""

    codes: ClassVar[dict[str, int]] = {"CP205": 0, "CP209": 1, "CP308": 1, "CP310": 2}

    def changes(self, place: Place) -> Iterator[Change]:
        for statement, doubt in list(place.statements):
            for whole in outwards(place, statement):
                block = place.block(whole)
                for later in block[block.index(whole) + 1 :]:
                    yield moved(place, whole, place.below(later), place.indent(later), doubt)


def outwards(place: Place, statement: ast.stmt) -> Iterator[ast.stmt]:
    """The statement, and the loops around it."""
    node: ast.AST | None = statement
    while isinstance(node, ast.stmt) and not isinstance(node, ast.FunctionDef | ast.ClassDef):
        yield node
        node = place.parents.get(node)


def moved(place: Place, statement: ast.stmt, to: int, indent: str, doubt: int) -> Change:
    """Whole lines, with another indentation."""
    start, end = place.line_start(statement), place.below(statement)
    lines = textwrap.indent(textwrap.dedent(place.text[start:end]), indent)
    if not place.text.endswith("\n") and to >= len(place.text):
        lines = "\n" + lines.rstrip("\n")
    return Change((Piece(start, end, ""), Piece(to, to, lines)), doubt)


class IntoLoop(Edit):
    """An update that stands behind a loop becomes the loop's last statement; one before it the first."""

    codes: ClassVar[dict[str, int]] = {"CP206": 0, "CP309": 0, "CP207": 1}

    def changes(self, place: Place) -> Iterator[Change]:
        if place.case.belated is not None:
            yield from all_into_loop(place, place.case.belated)
        for statement, doubt in list(place.statements):
            for whole in outwards(place, statement):
                block = place.block(whole)
                for loop in (other for other in block[: block.index(whole)] if isinstance(other, ast.For | ast.While)):
                    last = block[block.index(loop) + 1 : block.index(whole) + 1]
                    yield together(place, last, place.below(loop), place.indent(loop.body[-1]), doubt)
        yield from calls_into_loops(place)


def all_into_loop(place: Place, belated: Belated) -> Iterator[Change]:
    """The updates that were put into the loop to be read."""
    loop = place.statement_at(belated.loop)
    if isinstance(loop, ast.For | ast.While):
        behind = [statement for statement in place.block(loop) if statement.lineno in belated.lines]
        yield together(place, behind, place.below(loop), place.indent(loop.body[-1]), 0)


def calls_into_loops(place: Place) -> Iterator[Change]:
    """Calls behind a loop, of which one may lead to the update."""
    for loop in ast.walk(place.source.tree):
        if isinstance(loop, ast.For | ast.While):
            block = place.block(loop)
            behind = block[block.index(loop) + 1 :]
            for other in behind[:3]:
                if isinstance(other, ast.Expr | ast.Assign | ast.AugAssign | ast.For):
                    yield together(place, [other], place.below(loop), place.indent(loop.body[-1]), 1)


def together(place: Place, statements: list[ast.stmt], to: int, indent: str, doubt: int) -> Change:
    pieces = [moved(place, statement, to, indent, doubt).pieces for statement in statements]
    return Change((*(p[0] for p in pieces), Piece(to, to, "".join(p[1].new for p in pieces))), doubt)


class OneLoop(Edit):
    """Two loops over the same, one after the other, become one: the heading of the second one goes."""

    codes: ClassVar[dict[str, int]] = {"CP206": 0, "CP209": 2}

    def changes(self, place: Place) -> Iterator[Change]:
        loops = [node for node in ast.walk(place.source.tree) if isinstance(node, ast.For)]
        for first, second in product(loops, loops):
            block = place.block(first)
            if heading(place, first) == heading(place, second) and (first, second) in pairwise(block):
                yield Change((Piece(place.line_start(second), place.line_start(second.body[0]), ""),))


def heading(place: Place, loop: ast.For) -> tuple[str, str]:
    return place.segment(loop.target), place.segment(loop.iter)


class ResetInLoop(Edit):
    """``grad = 0`` goes to the head of the loop that updates; what is summed up in it starts anew each time."""

    codes: ClassVar[dict[str, int]] = {"CP207": 0, "CP208": 3, "CP310": 1}

    def changes(self, place: Place) -> Iterator[Change]:
        summed = {
            place.segment(base(node.target)) for node in ast.walk(place.source.tree) if isinstance(node, ast.AugAssign)
        } - {base_name(text) for texts in place.names.parameters.values() for text in texts}
        for loop in ast.walk(place.source.tree):
            if not isinstance(loop, ast.For | ast.While):
                continue
            resets = [s for s in before(place, loop) if targets(place, s) & summed]
            inner = loop.body[0]
            for some in runs_of(resets):
                lines = "".join(
                    textwrap.indent(textwrap.dedent(whole_lines(place, s)), place.indent(inner)) for s in some
                )
                pieces = [Piece(place.line_start(s), place.below(s), "") for s in some]
                at = place.line_start(inner)
                yield Change((*pieces, Piece(at, at, lines)))


def runs_of(statements: list[ast.stmt]) -> Iterator[list[ast.stmt]]:
    """Neighbouring ones, all of them first: what is forgotten is mostly forgotten for every layer."""
    for length in range(len(statements), 0, -1):
        for first in range(len(statements) - length + 1):
            yield statements[first : first + length]


def whole_lines(place: Place, statement: ast.stmt) -> str:
    return place.text[place.line_start(statement) : place.below(statement)]


def before(place: Place, loop: ast.stmt) -> list[ast.stmt]:
    """The plain assignments before the loop, in all blocks around it up to the function."""
    found: list[ast.stmt] = []
    for whole in outwards(place, loop):
        block = place.block(whole)
        found = [s for s in block[: block.index(whole)] if isinstance(s, ast.Assign)] + found
    return found


def targets(place: Place, statement: ast.stmt) -> set[str]:
    found = statement.targets if isinstance(statement, ast.Assign) else []
    return {
        place.segment(part) for target in found for part in (target.elts if isinstance(target, ast.Tuple) else [target])
    }


def base_name(text: str) -> str:
    return text.partition("[")[0]


def base(node: ast.expr) -> ast.expr:
    while isinstance(node, ast.Subscript):
        node = node.value
    return node
