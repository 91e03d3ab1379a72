"""A parameter changes by another parameter's gradient."""

import ast
from collections.abc import Iterator

from tests.read.measure.edits import Edit
from tests.read.measure.mutation import Mutation
from tests.read.measure.source import Source


def mutations(source: Source) -> Iterator[Mutation]:
    gradients = source.targets("weight_gradient") + source.targets("bias_gradient")
    for statement in source.statements("update"):
        value = getattr(statement, "value", None)
        if value is None:
            continue
        lines = [statement.lineno]
        for old in dict.fromkeys(gradients):
            for span in source.named(source.span(value), old):
                yield from (Mutation([Edit(*span, new)], ["CP306"], lines) for new in gradients if new != old)
        for node in source.inside(source.span(value), ast.Subscript):
            if isinstance(node.slice, ast.Name) and isinstance(node.value, ast.Name) and gradient_list(node.value.id):
                yield Mutation([Edit(*source.span(node.slice), f"{node.slice.id} - 1")], ["CP306"], lines)


def gradient_list(name: str) -> bool:
    return name.startswith(("grad", "total", "speed", "d"))
