"""Lineages: numbers that are updated again and again. Each member is a sum that goes on from the member before.

A sum at one place of the script, reached through the same call, of which one term is an earlier sum of that place, makes
a chain. A chain is trained if
what is added was computed from the member before; a mere running total is not.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from clearprop.read.recover.graph import Graph
from clearprop.read.recover.spines import SUMS, Place, Term, added, followed, place_of, spine_of, terms_of

SCALING = frozenset(("mul", "truediv", "neg", "pass", "copy", "call numpy.multiply"))


@dataclass
class Lineage:
    """A first value, and the members that follow it."""

    site: int
    first: int
    context: int = -1  # the site of the call in which the place was reached
    members: list[int] = field(default_factory=list)
    terms: list[list[Term]] = field(default_factory=list)  # of each member

    @property
    def versions(self) -> list[int]:
        """The nodes of the values before the first update, after it, and so on."""
        return [self.first, *self.members]

    def change(self, graph: Graph, step: int) -> Any:
        """What update number ``step`` added: from its own terms, not as a difference of large numbers."""
        before = graph.values[self.versions[step]]
        total: Any = 0.0
        for term in self.terms[step]:
            total = total + (before * (term.value - 1.0) if term.scales else term.sign * np.asarray(term.value))
        if not np.ndim(before):
            return float(np.sum(total))
        return np.broadcast_to(total, np.broadcast_shapes(np.shape(before), np.shape(total)))


def lineages(graph: Graph) -> list[Lineage]:
    """Every chain of sums whose increments were computed from the member before, in the order of their first updates."""
    chains = chained(graph)
    by_turns = in_turns(graph, chains)
    if by_turns:
        graph.unite(by_turns)
        chains = chained(graph)
    by_place: dict[Place, list[Lineage]] = defaultdict(list)
    for chain in chains:
        by_place[chain.site, chain.context].append(chain)
    trained = {place for place, found in by_place.items() if is_trained(graph, found)}
    trained = trained or {place for place, found in by_place.items() if is_trained_in_turns(graph, found)}
    found = direct(graph, [chain for chain in chains if (chain.site, chain.context) in trained])
    return whole_updates(graph, lasting(found))


def direct(graph: Graph, found: list[Lineage]) -> list[Lineage]:
    """Without errors that meet themselves in the next output because they moved its bias: that goes on, not they.

    Two statements that change one number go on by way of each other.
    """
    through = passed(graph, found)
    alone = {place for place, others in [*through.items()] if any(place not in through[other] for other in others)}
    return [chain for chain in found if (chain.site, chain.context) not in alone]


def passed(graph: Graph, found: list[Lineage]) -> dict[Place, set[Place]]:
    """By way of which other places the chains of each place go on."""
    places = {member: place_of(graph, member) for chain in found for member in chain.members}
    through: dict[Place, set[Place]] = defaultdict(set)
    for chain in found:
        through[chain.site, chain.context] |= {places[node] for node in between(graph, chain) if node in places}
    return through


def in_turns(graph: Graph, found: list[Lineage]) -> set[int]:
    """The sites of a function that several calls reach in turn, each going on from what the other left."""
    through = passed(graph, found)
    return {
        place[0] for place, others in through.items() for other in others
        if other != place and other[0] == place[0] and place in through.get(other, ())
    }  # fmt: skip


def between(graph: Graph, chain: Lineage) -> list[int]:
    """The nodes on the way from the second member to the first."""
    found: list[int] = []
    node = chain.members[min(1, len(chain.members) - 1)]
    for position in spine_of(graph, node).way:
        node = graph.tape.arguments[node][position]
        found.append(node)
    return found[:-1]


def lasting(found: list[Lineage]) -> list[Lineage]:
    """Those that go on through the run, where there are any: what begins again and again is a sum, not a parameter."""
    if not found:
        return found
    begin, end = min(chain.members[0] for chain in found), max(chain.members[-1] for chain in found)
    third = (end - begin) / 3
    through = [c for c in found if c.members[0] <= begin + third and c.members[-1] >= end - third]
    return through or found


def whole_updates(graph: Graph, found: list[Lineage]) -> list[Lineage]:
    """Of a number that two statements of a pass change, one after the other, the chain of the last of them alone.

    Its updates are those of both; a second one that is made of what the first one left, unless by scaling it, is a step
    of its own.
    """
    by_first: dict[int, list[Lineage]] = defaultdict(list)
    for chain in found:
        by_first[chain.first].append(chain)
    parts = {
        id(chain)
        for same in by_first.values()
        for chain in same
        for other in same
        if chain is not other and is_part(graph, chain, other)
    }
    return [chain for chain in found if id(chain) not in parts]


def is_part(graph: Graph, chain: Lineage, other: Lineage) -> bool:
    own, both = set(added(chain.terms[0])), set(added(other.terms[0]))
    left = chain.members[0]
    rest = both - own
    return own < both and all(
        left not in graph.ancestors([node], since=left) or scaled_from(graph, node, left) for node in rest
    )


def scaled_from(graph: Graph, node: int, source: int) -> bool:
    """Whether a value is another one times numbers."""
    while node != source:
        operands = [operand for operand in graph.operands[node] if source in graph.ancestors([operand], since=source)]
        if graph.ops[node] not in SCALING or len(operands) != 1:
            return False
        node = operands[0]
    return True


def chained(graph: Graph) -> list[Lineage]:
    """All chains."""
    nodes = [n for n, op in enumerate(graph.ops) if op in SUMS]
    of: dict[int, Lineage] = {}
    found: list[Lineage] = []
    ways: dict[int, tuple[int, ...]] = {}
    for node in nodes:
        spine = spine_of(graph, node)
        if spine.before is None:
            continue
        ways.setdefault(graph.sites[node], spine.way)
        chain = of.get(spine.before)
        if chain is None:
            first = followed(graph, spine.before, spine.way)
            if first is None:
                continue
            terms = terms_of(graph, spine.before, spine.way)
            chain = Lineage(graph.sites[node], first, place_of(graph, node)[1], [spine.before], [terms])
            found.append(chain)
        elif chain.members[-1] != spine.before:
            continue  # a branch: not what is kept
        chain.members.append(node)
        chain.terms.append(spine.terms)
        of[node] = chain
        of[spine.before] = chain
    return found


def is_trained(graph: Graph, chains: list[Lineage]) -> bool:
    """Whether increments were computed from the member before, or the one before that, in any of some chains of a place.

    Moved by another parameter's gradient, a parameter is felt only when others have moved by what it did.
    """
    for chain in some(chains):
        earlier = [chain.members[0], *chain.members]
        for first, before, member, terms in zip(earlier, earlier[1:], earlier[2:], chain.terms[1:], strict=False):
            if {first, before} & graph.ancestors(added(terms), since=first):
                return True
            if member - before > 20 and member != chain.members[1]:
                break
    return False


def is_trained_in_turns(graph: Graph, chains: list[Lineage]) -> bool:
    """Whether increments were computed from an earlier member, several of them from the same one."""
    for chain in some(chains):
        versions, count = set(chain.versions), len(chain.terms)
        for number in sorted({n for n in (1, 2, count // 2, count - 1) if 0 < n < count}):
            earlier = set(chain.members[:number])
            nodes = added(chain.terms[number])
            if earlier & graph.ancestors(nodes, cut=versions, since=chain.members[0]):
                return True
    return False


def some(chains: list[Lineage]) -> list[Lineage]:
    return chains[:: max(1, len(chains) // 8)]
