"""``a @ b`` for ``np.dot(a, b)`` and ``a.dot(b)``, and ``np.dot(a, b)`` for ``a @ b``."""

import ast
from collections.abc import Iterator

from tests.read.measure.edits import Edit
from tests.read.measure.source import Source


def edits(source: Source) -> Iterator[Edit]:
    done: list[tuple[int, int]] = []
    for node in source.nodes:
        if not hasattr(node, "end_lineno") or any(start <= source.span(node)[0] < end for start, end in done):
            continue
        match node:
            case ast.Call(func=ast.Attribute(attr="dot", value=first), args=[second], keywords=[]):
                pass
            case ast.Call(func=ast.Attribute(attr="dot", value=ast.Name(id="np")), args=[first, second], keywords=[]):
                pass
            case ast.BinOp(op=ast.MatMult(), left=first, right=second):
                done.append(source.span(node))
                yield Edit(*source.span(node), f"np.dot({source.of(first)}, {source.of(second)})")
                continue
            case _:
                continue
        done.append(source.span(node))
        yield Edit(*source.span(node), f"({operand(source, first)} @ {operand(source, second)})")


def operand(source: Source, node: ast.expr) -> str:
    text = source.of(node)
    return text if isinstance(node, ast.Name | ast.Attribute | ast.Subscript | ast.Call) else f"({text})"
