"""The backward pass reads an earlier pass's activations: kept from the pass before, or computed after they are needed."""

import ast
from collections.abc import Iterator
from itertools import pairwise

from tests.read.measure.edits import Edit
from tests.read.measure.mutation import Mutation
from tests.read.measure.mutations.updated_too_early import blocks
from tests.read.measure.source import LOOPS, Source


def mutations(source: Source) -> Iterator[Mutation]:
    for statement in source.statements("activation"):
        loop = source.parents[statement]
        if isinstance(statement, ast.Assign) and isinstance(loop, LOOPS) and isinstance(statement.targets[0], ast.Name):
            yield from from_before(source, statement, loop)
    for forward, backward in (pair for block in blocks(source) for pair in pairwise(block)):
        if (
            isinstance(forward, ast.Assign | ast.Expr)
            and isinstance(backward, ast.Expr)
            and swappable(source, forward, backward)
        ):
            texts = [source.first_line(forward), source.first_line(backward)]
            roles = ("delta", "weight_gradient", "activation_gradient", "activation_derivative", "update")
            yield Mutation(source.put_before(backward, forward), ["CP209"], source.lines_with(*roles), texts=texts)


def swappable(source: Source, forward: ast.stmt, backward: ast.stmt) -> bool:
    """One does the forward pass only, the other the backward pass only."""
    goes = source.computes(forward, "pre_activation") and not source.computes(forward, "delta")
    return goes and source.computes(backward, "delta") and not source.computes(backward, "pre_activation")


def from_before(source: Source, statement: ast.Assign, loop: ast.stmt) -> Iterator[Mutation]:
    """The gradient is made with the activations of the pass before."""
    name = statement.targets[0].id
    first = f"{' ' * loop.col_offset}previous_{name} = {source.of(statement.value)}\n"
    last = loop.body[-1]
    kept = f"{' ' * last.col_offset}previous_{name} = {name}\n"
    uses = [span for place in source.places("weight_gradient") for span in source.named(place.span, name)]
    if uses:
        start, end = source.starts[loop.lineno - 1], source.starts[last.end_lineno]
        edits = [Edit(start, start, first), Edit(end, end, kept), *(Edit(*span, f"previous_{name}") for span in uses)]
        lines = [source.line(span) for span in uses]
        yield Mutation(edits, ["CP209"], [*lines, statement.lineno], texts=[kept.strip()])
