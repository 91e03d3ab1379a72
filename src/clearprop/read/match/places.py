"""Places in the script and the values that were computed there, run after run."""

import ast
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from clearprop.read.match.points import Point
from clearprop.read.recover.text import Place
from clearprop.read.tape.tape import Site, Tape

CONTEXT = 4
"""How many calls deep two executions of a line are told apart."""
MOST_TURNS = 24
"""Executions of a line in one step, up to which they are looked at one by one."""


class Instance(NamedTuple):
    """A node, at a point."""

    point: int
    node: int


def stands_there(point: Point, node: int, site: Site) -> bool:
    """Whether the text at a node's site says its value: memory is read and written unseen, but for a statement's store."""
    op = point.graph.ops[node]
    if op == "write":
        return isinstance(point.run.text.at(site), ast.stmt)
    if op == "put":  # ``g[z <= 0] = 0``: not the nought, but what it makes of g is the statement's value
        return bool(point.run.dependent[node])
    return op not in ("leaf", "literal", "read")


class Key(NamedTuple):
    """A place, and through which calls it was reached."""

    place: Place
    context: tuple[int, ...]


@dataclass
class Seen:
    """What was computed at a place, and what the script calls it."""

    computed: dict[Key, list[Instance]] = field(default_factory=lambda: defaultdict(list))
    mentioned: dict[Key, list[Instance]] = field(default_factory=lambda: defaultdict(list))
    names: dict[Place, dict[str, None]] = field(default_factory=lambda: defaultdict(dict))

    @cached_property
    def computed_at(self) -> dict[Place, list[Instance]]:
        return by_place(self.computed)

    @cached_property
    def mentioned_at(self) -> dict[Place, list[Instance]]:
        return by_place(self.mentioned)

    @property
    def places(self) -> list[Place]:
        return list(dict.fromkeys((*self.computed_at, *self.mentioned_at)))

    def at(self, place: Place) -> list[Instance]:
        """Everything that was computed at a place, through whatever calls."""
        return self.computed_at.get(place, [])

    def named_at(self, place: Place) -> list[Instance]:
        return self.mentioned_at.get(place, [])


def by_place(found: dict[Key, list[Instance]]) -> dict[Place, list[Instance]]:
    merged: dict[Place, list[Instance]] = defaultdict(list)
    for key, instances in found.items():
        merged[key.place] += instances
    return merged


def place_of_site(site: Site) -> Place:
    return (site.line, site.column, site.end_line, site.end_column)


def seen_at(points: Sequence[Point], file: str) -> Seen:
    """Every place of the file with the nodes that were computed, or given a name, there."""
    found = Seen()
    for number, point in enumerate(points):
        tape = point.graph.tape
        contexts = Contexts(tape)
        wanted = set(point.nodes)
        for node in point.nodes:
            site = tape.table[tape.sites[node]]
            if site.file == file and stands_there(point, node, site):
                found.computed[Key(place_of_site(site), contexts.of(tape.calls[node]))].append(Instance(number, node))
        for node, at, name in tape.passes:
            site = tape.table[at]
            if node in wanted and site.file == file:
                place = place_of_site(site)
                if name:
                    found.names[place][name] = None
                if tape.sites[node] != at and place != place_of_site(tape.table[tape.sites[node]]):
                    found.mentioned[Key(place, ())].append(Instance(number, node))
    return found


def by_turn(instances: Sequence[Instance], points: int) -> list[list[Instance]]:
    """The first execution of every point, the second, and so on; none where not every point has as many, or one only."""
    found: dict[int, list[Instance]] = defaultdict(list)
    for instance in instances:
        found[instance.point].append(instance)
    counts = {len(turns) for turns in found.values()}
    if len(found) < points or len(counts) != 1 or not 1 < min(counts) <= MOST_TURNS:
        return []
    return [list(turn) for turn in zip(*found.values(), strict=True)]


class Contexts:
    """The sites of the calls that a call was made through, the innermost first."""

    def __init__(self, tape: Tape) -> None:
        self.tape = tape
        self.known: dict[int, tuple[int, ...]] = {0: ()}

    def of(self, call: int) -> tuple[int, ...]:
        if call not in self.known:
            caller, site = self.tape.callers[call]
            self.known[call] = (site, *self.of(caller))[:CONTEXT]
        return self.known[call]
