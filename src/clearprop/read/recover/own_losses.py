"""The numbers that a script computes from its predictions and targets: what it prints as its loss, and may descend."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from clearprop.read.recover.spines import SUMS
from clearprop.read.recover.steps import Points, Run, Step

MOST = 12
"""Places that are looked at, the last ones of a step."""


@dataclass(frozen=True)
class OwnLoss:
    """A place where a number was computed in every step out of all the step's predictions, and its nodes."""

    name: str
    site: int
    nodes: tuple[tuple[int, ...], ...]  # of each point and step
    key: tuple[int, int] = (0, 0)

    def node(self, run: Run, step: Step) -> int | None:
        """The node of the number at a step."""
        return candidates(run, step).get(self.key)

    def longer(self, points: Points) -> "OwnLoss | None":
        """The same of more steps; None where it is not there in all."""
        found = [[self.node(run, step) for step in steps] for run, steps in points]
        nodes = tuple(tuple(node for node in row if node is not None) for row in found)
        whole = all(len(some) == len(row) for some, row in zip(nodes, found, strict=True))
        return OwnLoss(self.name, self.site, nodes, self.key) if whole else None


def own_losses(points: Points) -> list[OwnLoss]:
    """What is there in every step of every point, the last computed first; what goes into the updates comes last."""
    found: list[dict[tuple[int, int], list[int]]] = []
    for run, steps in points:
        for number, step in enumerate(steps):
            places = candidates(run, step)
            found.append({key: [number, node] for key, node in places.items()})
    if not found:
        return []
    common = [key for key in found[0] if all(key in other for other in found)]
    own = []
    apart = [key for key in common if found[0][key][1] not in points[0][1][0].backward]
    used = [key for key in common if key not in apart]
    for key in (*apart[: -MOST - 1 : -1], *used[: -MOST - 1 : -1]):
        every = iter(found)
        nodes = tuple(tuple(next(every)[key][1] for _ in steps) for _, steps in points)
        own.append(OwnLoss("own", key[0], nodes, key))
    return own


def lessened(points: Points) -> list[OwnLoss]:
    """Those that may be what is descended: no part of a formula that turns it round, as the sum in ``-sum(y * log(p))``.

    Nor what an optimiser gathers: the square of a gradient that is one number looks like the squared error of a row.
    """
    run, steps = points[0]
    kept = gathered(run, steps[0])
    found = [(own, own.node(run, steps[0])) for own in own_losses(points)]
    return [own for own, node in found if node is not None and node not in kept and not turned_round(run, node)]


def gathered(run: Run, step: Step) -> set[int]:
    """What is added to the sums that an optimiser keeps, without the constants before it."""
    found: set[int] = set()
    for lineage, terms in step.terms.items():
        wanted = list(terms) if lineage not in run.parameters else []
        while wanted:
            node = wanted.pop()
            found.add(node)
            moving = [o for o in run.graph.operands[node] if run.dependent[o]]
            if run.graph.ops[node] in ("mul", "truediv", "neg", "pass", "copy") and len(moving) == 1:
                wanted += moving
    return found


def turned_round(run: Run, node: int) -> bool:
    """Whether the statement goes on to minus the number."""
    graph = run.graph
    statement = run.text.statement(graph.tape.site(node))
    for user in graph.users[node]:
        if run.text.statement(graph.tape.site(user)) is not statement:
            continue
        right = graph.operands[user][-1] == node and SUMS.get(graph.ops[user]) == -1
        others = [part[1] for part in graph.tape.arguments[user] if type(part) is not int and part[0] == "c"]
        below = graph.ops[user] in ("mul", "truediv") and any(isinstance(n, int | float) and n < 0 for n in others)
        if right or below or graph.ops[user] in ("neg", "call numpy.negative"):
            return True
        if graph.ops[user] in ("mul", "truediv", "pass") and turned_round(run, user):
            return True
    return False


def candidates(run: Run, step: Step) -> dict[tuple[int, int], int]:
    """(site, how many of that place came before it in the step) -> node, in order."""
    if step.numbers is None:
        step.numbers = searched(run, step)
    return step.numbers


def searched(run: Run, step: Step) -> dict[tuple[int, int], int]:
    """The same, looked for."""
    graph = run.graph
    start, end = min(step.forward, default=step.start), window_end(run, step)
    wanted = {m.prediction: 1 << n for n, m in enumerate(step.meetings)}
    whole = (1 << len(wanted)) - 1
    reached: dict[int, int] = {}
    counts: dict[int, int] = {}
    found: dict[tuple[int, int], int] = {}
    for node in range(max(0, start), end):
        if node in run.cut:
            continue  # what an updated parameter is made of is not what the next pass tells of this one
        bits = wanted.get(node, 0)
        for operand in graph.operands[node]:
            bits |= reached.get(operand, 0)
        if not bits:
            continue
        reached[node] = bits
        if bits == whole and node not in step.forward and is_number(graph.values[node]):
            site = graph.sites[node]
            counts[site] = counts.get(site, -1) + 1
            found[site, counts[site]] = node
    return found


def window_end(run: Run, step: Step) -> int:
    """Where the next step's predictions begin."""
    later = [other for other in run.steps if other.number == step.number + 1]
    return max(step.end + 1, min((m.prediction for m in later[0].meetings), default=0)) if later else len(run.graph)


def is_number(value: Any) -> bool:
    return np.size(value) == 1 and np.asarray(value).dtype.kind == "f" and bool(np.all(np.isfinite(value)))
