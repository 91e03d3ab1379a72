"""Weight decay with the wrong sign, or of another parameter."""

import ast
import re
from collections.abc import Iterator

from tests.read.measure.edits import Edit
from tests.read.measure.mutation import Mutation
from tests.read.measure.source import Source

DECAY = re.compile(r"\b(reg|lam|lambda_?|lambd|decay|ridge|l2|penalty|weight_decay|strength)\b")


def mutations(source: Source) -> Iterator[Mutation]:
    weights = list(source.updated)
    for node in source.nodes:
        sign = decay_added(source, node)
        if not sign:
            continue
        start, end = sign
        between = source.text[start:end]
        lines = [node.lineno]
        yield Mutation([Edit(start, end, between.replace("+", "-"))], ["CP307"], lines)
        term = (end, source.span(node)[1])
        for old in weights:
            for span in source.named(term, old):
                yield from (Mutation([Edit(*span, new)], ["CP307"], lines) for new in weights if new != old)


def decay_added(source: Source, node: ast.AST) -> tuple[int, int] | None:
    """Where the plus stands in ``dW + reg * W`` or ``dW += reg * W``, outside of the loss."""
    if isinstance(node, ast.BinOp):
        added, left, right = node.op, node.left, node.right
    elif isinstance(node, ast.AugAssign):
        added, left, right = node.op, node.target, node.value
    else:
        return None
    if not isinstance(added, ast.Add) or not DECAY.search(source.of(right)) or DECAY.search(source.of(left)):
        return None
    losses = [source.statement(place.span) for place in source.places("loss")]
    inside_loss = any(node is each or each in set(source.around(node, ast.stmt)) for each in losses)
    return None if inside_loss else (source.span(left)[1], source.span(right)[0])
