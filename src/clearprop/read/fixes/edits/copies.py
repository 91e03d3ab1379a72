"""Storage of its own for each name."""

import ast
from collections.abc import Iterator
from typing import ClassVar

from clearprop.read.fixes.change import Change, Piece
from clearprop.read.fixes.edits.base import Edit
from clearprop.read.fixes.edits.moves import base
from clearprop.read.fixes.place import Place


class KeptBefore(Edit):
    """A copy of the weights is taken before they are updated, and read afterwards: ``old_w = output.w.copy()``."""

    codes: ClassVar[dict[str, int]] = {"CP205": 0, "CP209": 2}

    def changes(self, place: Place) -> Iterator[Change]:
        for line in place.finding.related:
            statement = place.statement_at(line)
            for node in place.within_operands(statement) if statement is not None else ():
                if isinstance(node, ast.Subscript | ast.Attribute):
                    yield from kept(place, statement, node)


def kept(place: Place, statement: ast.stmt | None, node: ast.expr) -> Iterator[Change]:
    """The copy goes before one of the statements that come earlier."""
    whole = base(node)
    text = place.segment(whole)
    name = "old_" + text.rpartition(".")[2]
    around: ast.AST | None = statement
    while name.isidentifier() and isinstance(around, ast.stmt) and not isinstance(around, ast.FunctionDef):
        block = place.block(around)
        for earlier in reversed(block[: block.index(around)]):
            line = f"{place.indent(earlier)}{name} = {text}.copy()\n"
            at = place.line_start(earlier)
            yield Change((Piece(at, at, line), Piece(place.start(whole), place.end(whole), name)))
        around = place.parents.get(around)


class OwnStorage(Edit):
    """``a = b = zeros(3)`` → ``a, b = zeros(3), zeros(3)``; ``a = b`` → ``a = b.copy()``; ``[row] * 3`` apart."""

    codes: ClassVar[dict[str, int]] = {"CP310": 0, "CP209": 2, "CP205": 2, "CP308": 1}

    def changes(self, place: Place) -> Iterator[Change]:
        for node in ast.walk(place.source.tree):
            if isinstance(node, ast.Assign):
                far = min(abs(node.lineno - place.finding.line), 6) // 3
                value = place.segment(node.value)
                if len(node.targets) > 1:
                    names = ", ".join(place.segment(target) for target in node.targets)
                    yield place.replaced(node, f"{names} = {', '.join([value] * len(node.targets))}", far)
                elif isinstance(node.value, ast.Name | ast.Attribute | ast.Subscript):
                    yield Change((Piece(place.end(node.value), place.end(node.value), ".copy()"),), far + 1)
            if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mult) and repeats(node.left):
                element = place.segment(node.left)[1:-1]
                yield place.replaced(node, f"[{element} for _ in range({place.segment(node.right)})]", 1)


def repeats(node: ast.expr) -> bool:
    """Whether it is a list of one thing that can be changed."""
    if not isinstance(node, ast.List) or len(node.elts) != 1:
        return False
    return isinstance(node.elts[0], ast.List | ast.BinOp | ast.Call)
