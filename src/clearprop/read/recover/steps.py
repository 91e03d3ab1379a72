"""The steps of a run: which parameters went in, which predictions met which targets, and how each parameter changed."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from clearprop.read.reading import Remark
from clearprop.read.recover.branches import by_branch, others_of
from clearprop.read.recover.cancelling import settle
from clearprop.read.recover.decided import decided
from clearprop.read.recover.frozen import frozen
from clearprop.read.recover.graph import Graph
from clearprop.read.recover.layers import Layers, structure
from clearprop.read.recover.lineages import Lineage, lineages
from clearprop.read.recover.meets import Meeting, meetings
from clearprop.read.recover.read_again import read_once
from clearprop.read.recover.text import Text

MOST = 8
"""Steps that are looked at."""
CUT_OFF = (
    "its parameters are arrays of whole numbers, so that each update loses what follows the point; "
    "begin with floats, as in np.array([1.0, 0.0])."
)
UPDATES, ROWS = 64, 256
"""Updates of one lineage that are looked at; of a sum over rows that is never reset, there is one for every row."""


@dataclass
class Step:
    """One update of every parameter."""

    number: int
    start: int
    end: int
    before: dict[int, int]  # lineage -> the node of its value before the update
    after: dict[int, int]
    changes: dict[int, Any]
    terms: dict[int, list[int]]  # lineage -> the nodes whose sum its change is
    backward: set[int]  # everything that the changes were computed from
    meetings: list[Meeting]
    forward: set[int]
    layers: Layers
    driven: dict[int, Any] | None = None  # lineage -> what the predictions push it by, once that was asked for
    numbers: dict[tuple[int, int], int] | None = None  # those that are computed of its predictions, once asked for


@dataclass
class Run:
    """What one run of a script trained, step by step."""

    graph: Graph
    text: Text
    lineages: list[Lineage]
    parameters: list[int]  # which lineages are parameters, as opposed to an optimiser's state
    cut: frozenset[int]
    dependent: np.ndarray
    steps: list[Step]
    frozen: list[int]  # nodes of numbers that are made like parameters and never change


Points = list[tuple[Run, list[Step]]]
"""Runs from different starts, each with the steps that are looked at."""


Present = dict[int, list[int]]
"""Lineage -> the numbers of its updates in a pass."""


class NotFollowed(Exception):
    """Why a run cannot be read: one sentence."""


class OwnRule(NotFollowed):
    """Why what is trained follows no gradient: one sentence, and what had to be mended, made up and done for the run."""

    def __init__(self, reason: str, remarks: tuple[Remark, ...] = ()) -> None:
        super().__init__(reason)
        self.reason, self.remarks = reason, remarks


def as_floats(graph: Graph, found: list[Lineage]) -> None:
    """First values that are whole numbers are taken as floats, which they are after one update: so they have adjoints."""
    for first in {lineage.first for lineage in found}:
        value = graph.values[first]
        if isinstance(value, np.ndarray) and value.dtype.kind in "iu":
            graph.values[first] = value.astype(np.float64)


def recovered(graph: Graph, text: Text) -> Run:
    """The steps of a run. NotFollowed where there are none, OwnRule where numbers are only decided about."""
    found = lineages(graph)
    if not found and (rule := decided(graph)):
        raise OwnRule(rule)
    if not found:
        raise NotFollowed("nothing in it is updated again and again by what was computed from it.")
    read_once(graph, found)
    settle_changes(graph, found)
    as_floats(graph, found)
    cut = frozenset(node for lineage in found for node in lineage.versions)
    dependent = graph.depending([lineage.first for lineage in found])
    groups = [grouped(graph, lineage, cut) for lineage in found]
    steps = steps_of(graph, text, found, groups, cut, dependent)
    if not any(step.meetings for step in steps):
        places = {
            graph.sites[m.prediction]
            for step in steps
            for m in by_branch(graph, text, dependent, step.backward | step.forward)
        }
        if len(places) == 1:
            steps = steps_of(graph, text, found, groups, cut, dependent, places.pop())
    met = [step for step in steps if step.meetings and not of_whole_array(graph, step)]
    if not met:
        raise NotFollowed("no prediction was found that meets a target before the updates.")
    met = [step for step in met if whole(step, set(graph.tape.absent))]
    if not met:
        raise NotFollowed("its arrays are too large to be recorded; a smaller example would help.")
    reached = set().union(*(step.forward for step in met))
    parameters = [i for i, lineage in enumerate(found) if reached.intersection(lineage.versions)]
    used = [found[i] for i in parameters]
    if any(cut_off(graph, lineage) for lineage in used):
        raise NotFollowed(CUT_OFF)
    kept = frozen(graph, text, met[0].layers, dependent, used, met[0].meetings, met[0].end)
    if kept:
        for step in met:
            predictions = [meeting.prediction for meeting in step.meetings]
            step.layers = structure(graph, step.forward, step.forward & (cut | set(kept)), predictions)
    return Run(graph, text, found, parameters, cut, dependent, met, kept)


def settle_changes(graph: Graph, found: list[Lineage]) -> None:
    """Changes that only rounding keeps from being nought are nought."""
    for lineage in found:
        for terms in lineage.terms[:UPDATES]:
            for term in terms:
                if term.node is not None and not term.scales:
                    settle(graph, term.node)
                    term.value = graph.values[term.node]


def of_whole_array(graph: Graph, step: Step) -> bool:
    """Whether the predictions are of an array as a whole, out of which the numbers that are updated are read later."""
    return any(
        user in step.forward and graph.ops[user] != "getitem"
        for node in step.before.values()
        if graph.ops[node] == "getitem" and node not in step.forward
        for container in containers(graph, node)
        for user in graph.users[container]
    )


def containers(graph: Graph, node: int) -> Iterator[int]:
    """The arrays that a number is read out of."""
    while graph.ops[node] == "getitem":
        node = graph.operands[node][0]
        yield node


def whole(step: Step, absent: set[int]) -> bool:
    """Whether every value of the step was sent: of what is absent only the shape is known."""
    return absent.isdisjoint(step.forward | step.backward | {*step.before.values()})


def cut_off(graph: Graph, lineage: Lineage) -> bool:
    """Whether floats were added and whole numbers kept."""
    kept = graph.values[lineage.members[0]]
    added = [np.asarray(term.value).dtype.kind for term in lineage.terms[0]]
    return isinstance(kept, np.ndarray) and kept.dtype.kind in "iu" and "f" in added


def branched(graph: Graph, text: Text, dependent: np.ndarray, nodes: set[int], place: int) -> list[Meeting]:
    ones = [m for m in by_branch(graph, text, dependent, nodes) if graph.sites[m.prediction] == place]
    return sorted([*ones, *others_of(graph, nodes, ones, place)], key=lambda m: m.prediction)


def grouped(graph: Graph, lineage: Lineage, cut: frozenset[int]) -> list[list[int]]:
    """The updates of a lineage by the pass that they belong to: those that used the same version of it are one.

    A sum that is never reset uses none of its own: those are one that used the same versions of others.
    """
    found: list[list[int]] = []
    used = of_others = -1
    for number in range(min(len(lineage.members), ROWS if used == -1 else UPDATES)):
        nodes = [t.node for t in lineage.terms[number] if t.node is not None and not t.scales]
        versions = lineage.versions
        since = versions[max(0, number - 32)]
        reached = graph.ancestors(nodes, cut=cut, since=since)
        latest = max((i for i in range(max(0, number - 32), number + 1) if versions[i] in reached), default=-1)
        newest = max(cut.intersection(graph.ancestors(nodes, cut=cut)), default=-1) if latest == -1 else -1
        if latest > used or (latest == -1 and (newest == -1 or newest > of_others)):
            if len(found) == MOST:
                break
            found.append([])
            used, of_others = latest, newest
        found[-1].append(number)
    return found


def steps_of(
    graph: Graph,
    text: Text,
    found: list[Lineage],
    groups: list[list[list[int]]],
    cut: frozenset[int],
    dependent: np.ndarray,
    place: int | None = None,
) -> list[Step]:
    """``place``: the site of predictions whose targets only choose a branch."""
    steps: list[Step] = []
    start = 0
    for number, present in enumerate(passes(graph, found, groups)):
        updated = [found[i].members[updates[-1]] for i, updates in present.items() if updates]
        if not updated:
            continue
        end = max(updated)
        done = {i: updates[0] if updates else updates_before(found[i], end) for i, updates in present.items()}
        terms = {
            i: [t.node for u in updates for t in found[i].terms[u] if t.node is not None and not t.scales]
            for i, updates in present.items()
        }
        backward = graph.ancestors([node for nodes in terms.values() for node in nodes], cut=cut, since=start)
        met = (
            meetings(graph, text, dependent, backward)
            if place is None
            else branched(graph, text, dependent, backward, place)
        )
        forward = graph.ancestors([meeting.prediction for meeting in met], cut=cut)
        steps.append(
            Step(
                number, start, end,
                {i: found[i].versions[done[i]] for i in present},
                {i: found[i].versions[done[i] + len(updates)] for i, updates in present.items()},
                {i: changed(graph, found[i], updates, done[i]) for i, updates in present.items()},
                terms, backward - forward, met, forward,
                structure(graph, forward, forward & cut, [meeting.prediction for meeting in met]),
            )
        )  # fmt: skip
        start = end
    return steps


def updates_before(lineage: Lineage, node: int) -> int:
    return bisect_right(lineage.members, node)


def changed(graph: Graph, lineage: Lineage, updates: list[int], done: int) -> Any:
    """What these updates add together; nothing where there are none."""
    if not updates:
        return np.zeros(np.shape(graph.values[lineage.versions[done]]))
    return sum((lineage.change(graph, u) for u in updates[1:]), lineage.change(graph, updates[0]))


def passes(graph: Graph, found: list[Lineage], groups: list[list[list[int]]]) -> Iterator[Present]:
    """The updates of each lineage that belong together, pass after pass."""
    counts = [len(group) for group in groups]
    if abreast(found, groups):
        for number in range(min(MOST, min(counts))):
            yield {i: group[number] for i, group in enumerate(groups)}
        return
    ends = [lineage.members[group[-1][-1]] / len(group) for lineage, group in zip(found, groups, strict=True)]
    clock = ends.index(min(ends))  # the one that is updated most often
    belongs = [
        [pass_of(graph, found[clock], lineage, updates) for updates in group]
        for lineage, group in zip(found, groups, strict=True)
    ]
    every = [dict(zip(at, group, strict=True)) for at, group in zip(belongs, groups, strict=True)]
    first = max(min(at) for at in belongs) + 1
    last = min(len(found[clock].members), first + MOST)
    for k in range(first, last):
        yield {i: updates.get(k, []) for i, updates in enumerate(every)}


def abreast(found: list[Lineage], groups: list[list[list[int]]]) -> bool:
    """Whether every number's second update comes before any number's fourth one."""
    second = max(
        (lineage.members[group[1][0]] for lineage, group in zip(found, groups, strict=True) if len(group) > 1),
        default=0,
    )
    fourth = min(
        (lineage.members[group[3][-1]] for lineage, group in zip(found, groups, strict=True) if len(group) > 3),
        default=second,
    )
    return second <= fourth


def pass_of(graph: Graph, clock: Lineage, lineage: Lineage, updates: list[int]) -> int:
    """Which version of the clock's number was used for the updates; else which was there at the time."""
    nodes = [t.node for u in updates for t in lineage.terms[u] if t.node is not None and not t.scales]
    versions = clock.versions
    there = bisect_left(versions, lineage.members[updates[0]]) - 1
    since = versions[max(0, there - 2)]
    reached = graph.ancestors(nodes, cut=set(versions), since=since)
    return max((k for k in range(max(0, there - 2), there + 1) if versions[k] in reached), default=max(there, 0))
