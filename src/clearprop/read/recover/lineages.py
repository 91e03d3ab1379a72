"""Lineages: numbers that are updated again and again. Each member is a sum that goes on from the member before.

A sum at one place of the script, reached through the same call, of which one term is an earlier sum of that place, makes
a chain. A chain is trained if
what is added was computed from the member before; a mere running total is not.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from clearprop.read.recover.graph import THROUGH, Graph

SUMS = {
    "add": 1, "inplace_add": 1, "call numpy.add": 1, "method __add__": 1,
    "sub": -1, "inplace_sub": -1, "call numpy.subtract": -1, "method __sub__": -1,
}  # fmt: skip
DEPTH = 12
SCALING = frozenset(("mul", "truediv", "neg", "pass", "copy", "call numpy.multiply"))


@dataclass
class Term:
    """A part of what was added: a node (or a constant), its sign, and whether it is the member before, rescaled."""

    node: int | None
    sign: int
    value: Any
    scales: bool = False  # ``value`` is the factor that the member before was multiplied by


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


@dataclass
class Spine:
    """How a sum is made up: the way to the member before, and the other terms."""

    before: int | None = None
    way: tuple[int, ...] = ()
    terms: list[Term] = field(default_factory=list)


def lineages(graph: Graph) -> list[Lineage]:
    """Every chain of sums whose increments were computed from the member before, in the order of their first updates."""
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
    places = {member: place_of(graph, member) for chain in found for member in chain.members}
    through: dict[Place, set[Place]] = defaultdict(set)
    for chain in found:
        through[chain.site, chain.context] |= {places[node] for node in between(graph, chain) if node in places}
    alone = {place for place, others in [*through.items()] if any(place not in through[other] for other in others)}
    return [chain for chain in found if (chain.site, chain.context) not in alone]


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


Place = tuple[int, int]


def place_of(graph: Graph, node: int) -> Place:
    """The site of a node, and of the call that its function was in."""
    return graph.sites[node], graph.contexts[node]


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


def spine_of(graph: Graph, node: int) -> Spine:
    spine = Spine()
    walk(graph, spine, node, place_of(graph, node), node, 1, (), DEPTH)
    return spine


def walk(
    graph: Graph, spine: Spine, node: int, place: Place, at: int, sign: int, way: tuple[int, ...], depth: int
) -> None:
    """Takes apart what ``node``, a sum at ``place``, was made of at ``at``."""
    op, sites = graph.ops[at], graph.sites
    if op in SUMS:
        if sites[at] == place[0] and at != node and spine.before is None and sign > 0 and place_of(graph, at) == place:
            spine.before, spine.way = at, way
            return
        if depth:
            for position, part in enumerate(graph.tape.arguments[at][:2]):
                turned = SUMS[op] if position == 1 else 1
                if type(part) is int:
                    walk(graph, spine, node, place, part, sign * turned, (*way, position), depth - 1)
                else:
                    spine.terms.append(Term(None, sign * turned, part[1]))
            return
    elif op in THROUGH and op != "getitem" and depth and graph.operands[at]:
        inner = graph.operands[at][0]
        if np.shape(graph.values[inner]) == np.shape(graph.values[at]) and leads(graph, inner, place, depth):
            walk(graph, spine, node, place, inner, sign, (*way, 0), depth - 1)
            return
    elif op == "mul" and spine.before is None and sign > 0:
        for position, part in enumerate(graph.tape.arguments[at][:2]):
            other = graph.tape.arguments[at][1 - position]
            if (
                type(part) is int
                and sites[part] == place[0]
                and graph.ops[part] in SUMS
                and place_of(graph, part) == place
            ):
                spine.before, spine.way = part, (*way, position)
                factor = graph.values[other] if type(other) is int else other[1]
                spine.terms.append(Term(other if type(other) is int else None, 1, factor, scales=True))
                return
    spine.terms.append(Term(at, sign, graph.values[at]))


def leads(graph: Graph, node: int, site: Place, depth: int) -> bool:
    """Whether the value passes through from a sum of that place."""
    while depth:
        if place_of(graph, node) == site and graph.ops[node] in SUMS:
            return True
        if graph.ops[node] not in THROUGH or not graph.operands[node]:
            return graph.ops[node] in SUMS
        node = graph.operands[node][0]
        depth -= 1
    return False


def followed(graph: Graph, node: int, way: tuple[int, ...]) -> int | None:
    """The node at the end of the same way from another member: the first value."""
    for position in way:
        arguments = graph.tape.arguments[node]
        if graph.ops[node] not in SUMS and graph.ops[node] != "mul" and graph.ops[node] not in THROUGH:
            return node
        if position >= len(arguments) or type(arguments[position]) is not int:
            return None
        node = arguments[position]
    return node


def terms_of(graph: Graph, node: int, way: tuple[int, ...]) -> list[Term]:
    """The terms of a member that are not on the way to the one before."""
    return list(beside(graph, node, 1, way))


def beside(graph: Graph, at: int, sign: int, way: tuple[int, ...]) -> Iterator[Term]:
    op = graph.ops[at]
    if op in SUMS:
        for position, part in enumerate(graph.tape.arguments[at][:2]):
            turned = sign * (SUMS[op] if position == 1 else 1)
            if way and position == way[0] and type(part) is int:
                if len(way) > 1:
                    yield from beside(graph, part, turned, way[1:])
            elif type(part) is int:
                yield Term(part, turned, graph.values[part])
            else:
                yield Term(None, turned, part[1])
    elif op == "mul":
        other = graph.tape.arguments[at][1 - way[0]]
        factor = graph.values[other] if type(other) is int else other[1]
        yield Term(other if type(other) is int else None, 1, factor, scales=True)
    elif op in THROUGH and len(way) > 1:
        yield from beside(graph, graph.operands[at][0], sign, way[1:])


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


def added(terms: list[Term]) -> list[int]:
    return [term.node for term in terms if term.node is not None and not term.scales]
