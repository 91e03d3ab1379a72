"""Gradients that are summed up are set to zero once only, or never."""

import ast
from collections.abc import Iterator

from tests.read.measure.mutation import Mutation
from tests.read.measure.source import LOOPS, Source


def mutations(source: Source) -> Iterator[Mutation]:
    added = source.lines_with("weight_gradient", "bias_gradient")
    resets = [
        (each, loop) for each in source.nodes if isinstance(each, ast.Assign) and (loop := reset_in(source, each))
    ]
    lines = [*added, *(line for each, loop in resets for line in (each.lineno, each.lineno + 1, loop.lineno))]
    texts = [source.first_line(each) for each, _ in resets]
    if resets:
        edits = [edit for each, loop in resets for edit in source.put_before(each, loop)]
        yield Mutation(edits, ["CP207"], lines, texts=texts)
    if len(resets) > 1:
        yield Mutation(source.put_before(*resets[0]), ["CP207"], lines, texts=texts)
    for each in source.nodes:
        if isinstance(each, ast.Assign) and zero_of_attribute(source, each):
            near = [max(1, each.lineno + shift) for shift in (-2, -1, 0, 1)]
            yield Mutation([source.without(each)], ["CP207"], [*added, *near])


def reset_in(source: Source, statement: ast.Assign) -> ast.stmt | None:
    """The loop around a statement that sets to zero what is added to in the same loop."""
    name = source.of(statement.targets[0])
    starts_at_zero = "0" in source.of(statement.value) or "zeros" in source.of(statement.value)
    loop = next(source.around(statement, *LOOPS, ast.FunctionDef), None)
    added = [each for each in source.statements("weight_gradient", "bias_gradient") if isinstance(each, ast.AugAssign)]
    summed = [
        each
        for each in added
        if source.of(each.target).split("[")[0] == name and loop in set(source.around(each, *LOOPS))
    ]
    return loop if starts_at_zero and summed and isinstance(loop, LOOPS) else None


def zero_of_attribute(source: Source, statement: ast.Assign) -> bool:
    """``p.grad = 0.0`` in a loop over parameters."""
    target = statement.targets[0]
    in_loop = isinstance(next(source.around(statement, *LOOPS, ast.FunctionDef), None), ast.For)
    zero = isinstance(statement.value, ast.Constant) and statement.value.value == 0
    return in_loop and zero and isinstance(target, ast.Attribute) and target.attr.startswith(("grad", "d"))
