"""A layer that is computed before the loop, and should be in every pass of it."""

import ast
import textwrap
from collections.abc import Iterator
from typing import ClassVar

from clearprop.read.fixes.change import Change, Piece
from clearprop.read.fixes.edits.base import Edit
from clearprop.read.fixes.edits.moves import whole_lines
from clearprop.read.fixes.place import Place


class PassIntoLoop(Edit):
    """``h = np.tanh(X @ W)`` before the loop becomes its first statement, with those that follow on it."""

    codes: ClassVar[dict[str, int]] = {"CP209": 0}

    def changes(self, place: Place) -> Iterator[Change]:
        for statement, doubt in place.statements:
            block = place.block(statement)
            behind = block[block.index(statement) :]
            for number, loop in enumerate(behind):
                if isinstance(loop, ast.For | ast.While):
                    for length in range(1, number + 1):
                        yield to_the_head(place, behind[:length], loop, doubt)


def to_the_head(place: Place, statements: list[ast.stmt], loop: ast.For | ast.While, doubt: int) -> Change:
    inner = loop.body[0]
    lines = [textwrap.indent(textwrap.dedent(whole_lines(place, s)), place.indent(inner)) for s in statements]
    removed = [Piece(place.line_start(s), place.below(s), "") for s in statements]
    at = place.line_start(inner)
    return Change((*removed, Piece(at, at, "".join(lines))), doubt)
