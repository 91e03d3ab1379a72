"""The sign of the error, of every update, or of one of them is turned round."""

import ast
from collections.abc import Iterator

from tests.read.measure.edits import Edit
from tests.read.measure.mutation import Mutation
from tests.read.measure.source import Source

TURNED = {"-=": "+=", "+=": "-="}


def turned(source: Source, statement: ast.stmt) -> Edit | None:
    """``-=`` as ``+=``, ``w = w - step`` as ``w = w + step``, and back."""
    if isinstance(statement, ast.AugAssign) and isinstance(statement.op, ast.Add | ast.Sub):
        start, end = source.span(statement.target)[1], source.span(statement.value)[0]
    else:
        found = [
            node
            for node in ast.walk(statement)
            if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add | ast.Sub)
        ]
        holding = [node for node in found if update_of(source, node)]
        if not holding:
            return None
        start, end = source.span(holding[0].left)[1], source.span(holding[0].right)[0]
    between = source.text[start:end]
    return Edit(start, end, between.translate(str.maketrans("+-", "-+")))


def update_of(source: Source, node: ast.BinOp) -> bool:
    """Whether the right side is the amount that a label calls the update."""
    return any(place.span == source.grouped(source.span(node.right)) or place.span == source.span(node.right)
               for place in source.places("update"))  # fmt: skip


def mutations(source: Source) -> Iterator[Mutation]:
    statements = source.statements("update")
    edits = {statement: edit for statement in statements if (edit := turned(source, statement))}
    lines = [statement.lineno for statement in statements]
    errors = source.lines_with("activation_gradient", "delta", layers={source.depth})
    if len(edits) == len(statements):
        yield Mutation(list(edits.values()), ["CP301"], [*lines, *errors])
    if len(statements) > 1:
        for statement, edit in edits.items():
            yield Mutation([edit], ["CP301"], [statement.lineno])
    for place in source.places("activation_gradient", "delta"):
        node = source.node_at(place.span)
        at_output = place.label.layers == (source.depth,)
        if at_output and isinstance(node, ast.BinOp) and isinstance(node.op, ast.Sub):
            swapped = f"{bracketed(source, node.right)} - {bracketed(source, node.left, ast.Add, ast.Sub)}"
            yield Mutation([Edit(*place.span, swapped)], ["CP301"], [place.label.line, *lines, *errors])


def bracketed(source: Source, part: ast.expr, *loose: type[ast.operator]) -> str:
    """What keeps together beside a minus: a choice anywhere, a sum only behind it."""
    alone = not isinstance(part, ast.IfExp) and not (isinstance(part, ast.BinOp) and isinstance(part.op, loose))
    return source.of(part) if alone else f"({source.of(part)})"
