"""Parameters that a rule of its own changes: what is added was not computed from them, a comparison only decides whether."""

from bisect import bisect_left
from collections.abc import Iterator

from clearprop.read.recover.graph import Graph
from clearprop.read.recover.layers import PRODUCTS
from clearprop.read.recover.lineages import Lineage, chained
from clearprop.read.recover.spines import added
from clearprop.read.tape.tape import COMPARED

LEAST = 2
"""Updates that such a comparison comes before."""
OLD = ("literal", "leaf")


def decided(graph: Graph) -> str | None:
    """Why the updates follow no gradient, as a sentence; None where no comparison decides them."""
    tested = sorted({(node, site) for use, node, site in graph.tape.used if use == COMPARED})
    lines = {
        (graph.tape.site(chain.members[0]).line, line)
        for chain in chained(graph)
        for line in deciding(graph, chain, tested)
    }
    if not lines:
        return None
    update, comparison = min(lines)
    return (
        f"the prediction is only compared (line {comparison}), which decides whether data are added (line {update}): "
        "the updates are a rule of their own, as the perceptron's."
    )


def deciding(graph: Graph, chain: Lineage, tested: list[tuple[int, int]]) -> set[int]:
    """The lines of comparisons before the updates: of an earlier member times the data of which the update is made.

    Other data each time, as a constant is no data.
    """
    if not all(any(graph.ops[node] not in OLD for node in added(terms)) for terms in chain.terms):
        return set()
    found: dict[frozenset[int], int] = {}
    for before, after, terms in zip(chain.members, chain.members[1:], chain.terms[1:], strict=False):
        made_of = graph.ancestors(added(terms))
        for node, site in tested[bisect_left(tested, (before, 0)) : bisect_left(tested, (after, 0))]:
            line = graph.tape.table[site].line
            found |= {shared: line for data in weighed(graph, node, before) if (shared := frozenset(data & made_of))}
    return set(found.values()) if len(found) >= LEAST else set()


def weighed(graph: Graph, node: int, member: int) -> Iterator[set[int]]:
    """What the other operand was made of, wherever the member, or a part of it, was multiplied on the way to the node."""
    for product in graph.ancestors([node], since=member):
        operands = graph.operands[product]
        if graph.ops[product] in PRODUCTS and len(operands) == 2:
            of_member = [member in graph.ancestors([operand], since=member) for operand in operands]
            if any(of_member):
                yield graph.ancestors([operands[of_member.index(True) - 1]])
