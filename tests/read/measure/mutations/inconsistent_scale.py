"""One parameter's gradient is twice what it should be, or is a sum where the others are means."""

import ast
from collections.abc import Iterator

from tests.read.measure.edits import Edit
from tests.read.measure.expectation import several
from tests.read.measure.mutation import Mutation
from tests.read.measure.source import Source


def serves_all(source: Source, layers: tuple[int, ...] | None, role: str) -> bool:
    """Whether there is only one kind of parameter, biases that may be folded in aside, and this label is about all of it."""
    kinds = sum(all(several(number)) for number in source.expected.parameters.values())
    return kinds == 1 and (layers is None or len(layers) == source.depth)


def sums_up(source: Source, statement: ast.stmt) -> bool:
    """``total = total + ...``: what is doubled there again and again is no constant ratio."""
    if not isinstance(statement, ast.Assign):
        return False
    targets = [source.of(target) for target in statement.targets]
    return any(source.of(node) in targets for node in ast.walk(statement.value) if isinstance(node, ast.expr))


def mutations(source: Source) -> Iterator[Mutation]:
    for place in source.places("weight_gradient", "bias_gradient"):
        if isinstance(source.statement(place.span), ast.AugAssign) or source.layers_of(
            source.statement(place.span), "update"
        ):
            continue  # a factor beside the rate would be a rate of its own
        statement = source.statement(place.span)
        if serves_all(source, place.label.layers, place.label.roles[0]) or sums_up(source, statement):
            continue
        lines = [place.label.line]
        yield Mutation([Edit(*place.span, f"2 * ({source.piece(place.span)})")], ["CP302"], lines)
        node = source.node_at(place.span)
        value = getattr(statement, "value", node)
        if isinstance(value, ast.BinOp) and isinstance(value.op, ast.Div) and source.span(value)[0] <= place.span[0]:
            yield Mutation([Edit(*source.span(value), source.of(value.left))], ["CP302"], lines)
