"""The other sign."""

import ast
from collections.abc import Iterator
from typing import ClassVar

from clearprop.read.diagnoses.relations import failing
from clearprop.read.fixes.change import Change, Piece
from clearprop.read.fixes.edits.base import Edit
from clearprop.read.fixes.place import Place, within

SIGNS = {ast.Add: ("+", "-"), ast.Sub: ("-", "+")}


class OtherSign(Edit):
    """``bias -= lr * grad`` → ``bias += lr * grad``, ``a + b`` → ``a - b``, ``-x`` → ``x``."""

    codes: ClassVar[dict[str, int]] = {
        "CP301": 0,
        "CP307": 0,
        "CP308": 0,
        "CP103": 1,
        "CP306": 2,
        "CP304": 2,
        "CP106": 2,
    }

    def changes(self, place: Place) -> Iterator[Change]:
        if place.finding.code == "CP301":
            yield from everywhere(place)
        for statement, doubt in place.statements:
            if isinstance(statement, ast.AugAssign) and type(statement.op) in SIGNS:
                yield Change((other_way(place, statement),), doubt)
        for node, doubt in place.expressions():
            if isinstance(node, ast.BinOp) and type(node.op) in SIGNS:
                yield from turned(place, node, doubt)
            if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
                yield Change((Piece(place.start(node), place.start(node.operand), ""),), doubt)


def everywhere(place: Place) -> Iterator[Change]:
    """All updates that go the wrong way at once; or the difference of prediction and target, from which they come."""
    updates = {id(s): s for i in sorted(failing(place.case)) if isinstance(s := place.names.update(i), ast.AugAssign)}
    pieces = tuple(other_way(place, s) for s in updates.values() if type(s.op) in SIGNS)
    if len(pieces) > 1:
        yield Change(pieces)
    graph = place.case.original.graph
    for line in sorted({graph.tape.table[graph.sites[m.node]].line for m in place.case.original.steps[0].meetings}):
        statement = place.statement_at(line)
        for node in within(statement) if statement is not None else ():
            if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Sub):
                yield from turned(place, node, 1)


def other_way(place: Place, statement: ast.AugAssign) -> Piece:
    """``-=`` for ``+=``, and the other way round."""
    old, new = SIGNS[type(statement.op)]
    at = place.text.index(f"{old}=", place.end(statement.target))
    return Piece(at, at + 1, new)


def turned(place: Place, node: ast.BinOp, doubt: int) -> Iterator[Change]:
    old, new = SIGNS[type(node.op)]
    at = between(place, node, old)
    if at >= 0:
        yield Change((Piece(at, at + 1, new),), doubt)
    if old == "-":
        yield place.replaced(node, f"{place.segment(node.right)} - {place.segment(node.left)}", doubt)


def between(place: Place, node: ast.BinOp, symbol: str) -> int:
    """The offset of the operator between its operands, past brackets; -1 where it is not found."""
    return place.text.find(symbol, place.end(node.left), place.start(node.right))
