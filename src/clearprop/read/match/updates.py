"""The statements that change parameters, and the amounts: known from how the run was recovered, not by numbers."""

import ast
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from typing import Any

from clearprop.read.match.places import Instance, place_of_site
from clearprop.read.match.points import Point
from clearprop.read.recover.graph import THROUGH, Graph
from clearprop.read.recover.text import Place, place_of
from clearprop.read.tape.tape import refs

Updates = dict[Place, dict[tuple[str, int | None], list[Instance]]]
"""Place -> the role of the parameter's gradient, the layer -> the nodes of what is subtracted there."""


def updates(points: Sequence[Point], file: str, failing: Collection[int] = ()) -> Updates:
    """Amounts, and the statements in which they are subtracted."""
    found: Updates = defaultdict(lambda: defaultdict(list))
    for number, point in enumerate(points):
        for lineage, member, terms in members(point):
            if lineage in failing:
                continue
            held = point.truths.parts.held.get(point.step.before[lineage], ("weight_gradient", None))
            for place, node in places(point, member, terms, file):
                found[place][held].append(Instance(number, node))
    return found


def members(point: Point) -> Iterator[tuple[int, int, list[int]]]:
    """(lineage, the node of the new value, the nodes that were added), for each parameter."""
    for i in point.run.parameters:
        lineage = point.run.lineages[i]
        for node, terms in zip(lineage.members, lineage.terms, strict=True):
            if i in point.step.before and point.step.before[i] < node <= point.step.after[i]:
                yield i, node, [term.node for term in terms if term.node is not None and not term.scales]


def places(point: Point, member: int, terms: list[int], file: str) -> Iterator[tuple[Place, int]]:
    """Where an amount stands, and where it is subtracted."""
    graph, text = point.graph, point.run.text
    site = graph.tape.site(member)
    if site.file != file or not terms:
        return
    statement = text.statement(site)
    changes = isinstance(statement, ast.AugAssign | ast.Assign | ast.AnnAssign)
    yield (place_of(statement) if changes else place_of_site(site)), terms[-1]
    expression = text.at(site)
    for child, operand in operands_in_text(graph, member, expression):
        amount = next((term for term in terms if same(graph, operand, term)), None)
        if amount is not None:
            yield place_of(child), amount


def operands_in_text(graph: Graph, node: int, expression: Any) -> Iterator[tuple[ast.expr, int]]:
    """The operands of an operation as they are written, with their nodes."""
    children: list[ast.expr] = []
    if isinstance(expression, ast.BinOp):
        children = [expression.left, expression.right]
    elif isinstance(expression, ast.AugAssign):
        children = [expression.target, expression.value]
    arguments = graph.tape.arguments[node]
    if len(arguments) >= 2:
        for child, argument in zip(children, arguments, strict=False):
            if type(argument) is int:
                yield child, argument


def same(graph: Graph, node: int, term: int) -> bool:
    """Whether the nodes are one value, perhaps reshaped."""
    while node != term:
        if graph.ops[node] not in THROUGH or not graph.operands[node]:
            return False
        node = next(refs(graph.tape.arguments[node]))
    return True
