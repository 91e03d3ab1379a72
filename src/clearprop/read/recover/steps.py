"""The steps of a run: which parameters went in, which predictions met which targets, and how each parameter changed."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from clearprop.read.recover.frozen import frozen
from clearprop.read.recover.graph import Graph
from clearprop.read.recover.layers import Layers, structure
from clearprop.read.recover.lineages import Lineage, lineages
from clearprop.read.recover.meets import Meeting, meetings
from clearprop.read.recover.text import Text

MOST = 8
"""Steps that are looked at."""


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


class NotFollowed(Exception):
    """Why a run cannot be read: one sentence."""


def recovered(graph: Graph, text: Text) -> Run:
    """The steps of a run. NotFollowed where there are none."""
    found = lineages(graph)
    if not found:
        raise NotFollowed("nothing in it is updated again and again by what was computed from it.")
    cut = frozenset(node for lineage in found for node in lineage.versions)
    dependent = graph.depending([lineage.first for lineage in found])
    groups = [grouped(graph, lineage, cut) for lineage in found]
    steps = steps_of(graph, text, found, groups, cut, dependent)
    met = [step for step in steps if step.meetings]
    if not met:
        raise NotFollowed("no prediction was found that meets a target before the updates.")
    reached = set().union(*(step.forward for step in met))
    parameters = [i for i, lineage in enumerate(found) if reached.intersection(lineage.versions)]
    used = [found[i] for i in parameters]
    kept = frozen(graph, text, met[0].layers, dependent, used, met[0].meetings, met[0].end)
    if kept:
        for step in met:
            predictions = [meeting.prediction for meeting in step.meetings]
            step.layers = structure(graph, step.forward, step.forward & (cut | set(kept)), predictions)
    return Run(graph, text, found, parameters, cut, dependent, met, kept)


def grouped(graph: Graph, lineage: Lineage, cut: frozenset[int]) -> list[list[int]]:
    """The updates of a lineage by the pass that they belong to: those that used the same version of it are one."""
    found: list[list[int]] = []
    used = -1
    for number in range(min(len(lineage.members), 64)):
        nodes = [t.node for t in lineage.terms[number] if t.node is not None and not t.scales]
        versions = lineage.versions
        since = versions[max(0, number - 32)]
        reached = graph.ancestors(nodes, cut=cut, since=since)
        latest = max((i for i in range(max(0, number - 32), number + 1) if versions[i] in reached), default=-1)
        if latest > used or latest == -1:
            if len(found) == MOST:
                break
            found.append([])
            used = latest
        found[-1].append(number)
    return found


def steps_of(
    graph: Graph, text: Text, found: list[Lineage], groups: list[list[list[int]]], cut: frozenset[int], dependent: np.ndarray
) -> list[Step]:
    steps: list[Step] = []
    start = 0
    for number in range(min(MOST, max(map(len, groups)))):
        present = {i: group[number] for i, group in enumerate(groups) if number < len(group)}
        if len(present) < len(found):
            break
        end = max(found[i].members[updates[-1]] for i, updates in present.items())
        terms = {
            i: [t.node for u in updates for t in found[i].terms[u] if t.node is not None and not t.scales]
            for i, updates in present.items()
        }
        backward = graph.ancestors([node for nodes in terms.values() for node in nodes], cut=cut, since=start)
        met = meetings(graph, text, dependent, backward)
        forward = graph.ancestors([meeting.prediction for meeting in met], cut=cut)
        steps.append(
            Step(
                number, start, end,
                {i: found[i].versions[updates[0]] for i, updates in present.items()},
                {i: found[i].members[updates[-1]] for i, updates in present.items()},
                {i: sum((found[i].change(graph, u) for u in updates[1:]), found[i].change(graph, updates[0]))
                 for i, updates in present.items()},
                terms, backward - forward, met, forward,
                structure(graph, forward, forward & cut, [meeting.prediction for meeting in met]),
            )
        )  # fmt: skip
        start = end
    return steps
