"""The statements that change parameters, and the amounts: known from how the run was recovered, not by numbers."""

import ast
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from clearprop.read.match.places import Instance, place_of_site
from clearprop.read.match.points import Point
from clearprop.read.recover.graph import THROUGH, Graph
from clearprop.read.recover.lineages import Lineage
from clearprop.read.recover.text import Place, Text, place_of
from clearprop.read.tape.tape import Site, refs

Amounts = dict[Place, dict[tuple[str, int | None], list[Instance]]]
"""Place -> the role of the parameter's gradient, the layer -> the nodes of what is subtracted there."""


def amounts() -> Amounts:
    return defaultdict(lambda: defaultdict(list))


@dataclass
class Updates:
    """Where amounts are subtracted, and where they were computed."""

    subtracted: Amounts = field(default_factory=amounts)
    computed: Amounts = field(default_factory=amounts)


def updates(points: Sequence[Point], file: str, failing: Collection[int] = ()) -> Updates:
    """Of all parameters but those whose changes are not the true ones."""
    found = Updates()
    for number, point in enumerate(points):
        taken_over = handed(point, file)
        for lineage, member, terms in members(point):
            held = point.truths.parts.held.get(point.step.before[lineage])
            if lineage in failing or held is None:
                continue
            for place, node in (*places(point, member, terms, file), *calls(point, member, terms, taken_over)):
                found.subtracted[place][held].append(Instance(number, node))
            for node in terms:
                site = point.graph.tape.site(node)
                if site.file == file:
                    found.computed[place_of_site(site)][held].append(Instance(number, node))
    return found


def members(point: Point) -> Iterator[tuple[int, int, list[int]]]:
    """(lineage, the node of the new value, the nodes that were added), for each parameter."""
    for i in point.run.parameters:
        if i not in point.step.before:
            continue
        for node, terms in of_lineage(point.run.lineages[i], point.step.before[i], point.step.after[i]):
            yield i, node, terms


def of_lineage(lineage: Lineage, after: int, last: int) -> Iterator[tuple[int, list[int]]]:
    for node, terms in zip(lineage.members, lineage.terms, strict=True):
        if after < node <= last:
            yield node, [term.node for term in terms if term.node is not None and not term.scales]


def places(point: Point, member: int, terms: list[int], file: str) -> Iterator[tuple[Place, int]]:
    """The statement in which an amount is subtracted, and what stands for the amount in it."""
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


def handed(point: Point, file: str) -> dict[int, list[Site]]:
    """Node -> the calls that gave it, and where it got a name in a list."""
    found: dict[int, list[Site]] = defaultdict(list)
    for node, at, name in point.graph.tape.passes:
        site = point.graph.tape.table[at]
        if not name and site.file == file:
            found[node].append(site)
    return found


def calls(point: Point, member: int, terms: list[int], handed: dict[int, list[Site]]) -> Iterator[tuple[Place, int]]:
    """``W = minus(W, scaled(rate, g))``: the call that gives the amount, within the one that gives the new value."""
    text = point.run.text
    for term in terms:
        for outer in handed.get(member, ()):
            for inner in handed.get(term, ()):
                if within(text, inner, outer):
                    yield place_of_site(inner), term
                    yield place_of_site(outer), term


def within(text: Text, inner: Site, outer: Site) -> bool:
    """Whether one expression is a part of another one."""
    node, whole = text.at(inner), text.at(outer)
    above = text.parents.get(node)
    while above is not None and above is not whole and isinstance(above, ast.expr):
        above = text.parents.get(above)
    return above is not None and above is whole


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
