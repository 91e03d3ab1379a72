"""Every place of a script, held against the truths of all points."""

import ast
from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from clearprop.read.match.choosing import chosen
from clearprop.read.match.comparing import Match
from clearprop.read.match.evidence import Evidence, evidence_of
from clearprop.read.match.places import Instance, Seen, by_turn, seen_at
from clearprop.read.match.points import Point
from clearprop.read.match.roles import Found, Judge
from clearprop.read.match.truths import GRADIENTS
from clearprop.read.match.updates import Updates, updates
from clearprop.read.match.uses import Uses
from clearprop.read.recover.graph import THROUGH
from clearprop.read.recover.text import Place, Text

SHAPING = THROUGH - {"pass"}
SAME = 1e-6
"""How far apart, relatively, constants of one place may be."""


@dataclass(frozen=True)
class Label:
    """What a place was proved to compute, with the value that was first seen there."""

    place: Place
    role: str
    match: Match
    value: Any
    point: int
    holds: str = "weight_gradient"


@dataclass
class Labelling:
    """The labels by place, and by what was computed."""

    points: Sequence[Point]
    lines: list[str]
    file: str
    failing: Collection[int] = ()
    found: dict[Place, list[Label]] = field(default_factory=lambda: defaultdict(list))
    labels: dict[Instance, Label] = field(default_factory=dict)

    @cached_property
    def judge(self) -> Judge:
        return Judge(self.points)

    @cached_property
    def uses(self) -> list[Uses]:
        return [Uses(point) for point in self.points]

    @cached_property
    def seen(self) -> Seen:
        return seen_at(self.points, self.file)

    @cached_property
    def changing(self) -> Updates:
        return updates(self.points, self.file, self.failing)

    @property
    def text(self) -> Text:
        return self.points[0].run.text

    def written(self, place: Place) -> Any:
        return next(iter(self.text.nodes.get(place, ())), None)

    def add(self, label: Label, instances: Sequence[Instance] = ()) -> None:
        self.found[label.place].append(label)
        self.labels.update(dict.fromkeys(instances, label))

    def computes(self, instance: Instance) -> bool:
        """Whether a node is more than another one in another shape, or a part of what stands there under a name."""
        graph = self.points[instance.point].graph
        if graph.ops[instance.node] not in SHAPING:
            return True
        written = self.text.at(graph.tape.site(instance.node))
        inner = written.value if isinstance(written, ast.Subscript) else None
        return isinstance(inner, ast.BinOp | ast.Call)

    def label_places(self) -> None:
        """Everything that Python computed, or gave a name to."""
        for place in self.seen.places:
            self.forward(place)
        for key, instances in self.seen.computed.items():
            self.backward(key.place, [i for i in instances if self.computes(i)])
        for key, instances in self.seen.mentioned.items():
            self.backward(key.place, instances)

    def forward(self, place: Place) -> None:
        """What a place is going forward, by structure."""
        every = [i for i in self.seen.at(place) if self.computes(i)] + self.seen.named_at(place)
        instances = [i for i in every if i.node in self.points[i.point].forward]
        for role, match in self.judge.forward(instances).items():
            self.add(Label(place, role, match, *self.first(instances)))

    def backward(self, place: Place, instances: Sequence[Instance]) -> None:
        """What a place is otherwise, by numbers; what no update uses does not count where something else does."""
        others = self.without_noughts([i for i in instances if i.node not in self.points[i.point].forward])
        behind = [i for i in others if i.node in self.points[i.point].backward]
        whole = others if others == self.after_error(others) else behind or others
        if self.by_numbers(place, whole) or (whole != behind and self.by_numbers(place, behind)):
            return
        self.in_turn(place, self.after_error(behind))

    def after_error(self, instances: Sequence[Instance]) -> list[Instance]:
        return [i for i in instances if i.node in self.points[i.point].after_error]

    def without_noughts(self, instances: list[Instance]) -> list[Instance]:
        """Without the noughts that a branch put among derivatives, as ReLU's does."""
        errors = set(self.after_error(instances))
        rest = [self.points[i.point].graph for i in instances if i not in errors]
        nodes = [i.node for i in instances if i not in errors]
        noughts = all(
            graph.ops[node] == "switched" and graph.values[node] == 0 for graph, node in zip(rest, nodes, strict=True)
        )
        return [i for i in instances if i in errors] if errors and noughts else instances

    def first(self, instances: Sequence[Instance]) -> tuple[Any, int]:
        one = next((i for i in instances if self.points[i.point].role(i.node) is not None), instances[0])
        return self.points[one.point].graph.values[one.node], one.point

    def by_numbers(self, place: Place, instances: Sequence[Instance], known: Evidence | None = None) -> bool:
        """Label a place with what all the values are."""
        role, found = self.roles(instances, known)
        if role is not None:
            self.add(Label(place, role, found[role], *self.first(instances)), instances)
        return role is not None

    def roles(self, instances: Sequence[Instance], known: Evidence | None = None) -> tuple[str | None, Found]:
        if not instances:
            return None, {}
        known = known or evidence_of(instances, self.points, self.uses)
        found = self.judge.backward(instances, known) if known.dependent else {}
        if not found and not known.after_error:
            found = self.judge.slope(instances)
        return chosen(found, known), found

    def in_turn(self, place: Place, instances: Sequence[Instance]) -> None:
        """Where only some executions of a place give the truth: those that come at the same turn in every step."""
        told = []
        for turn in by_turn(instances, len(self.points)):
            role, found = self.roles(turn)
            if role is not None:
                told.append((role, found[role], turn))
        if not told or len({role for role, _, _ in told}) > 1:
            return
        role, match, first = told[0]
        if all(abs(other.constant - match.constant) <= SAME * abs(match.constant) for _, other, _ in told):
            layers = tuple(sorted({layer for _, other, _ in told for layer in other.layers if layer is not None}))
            label = Label(place, role, replace(match, layers=layers or (None,)), *self.first(first))
            self.add(label, [instance for _, _, turn in told for instance in turn])

    def label_updates(self) -> None:
        """What is subtracted, and the statements: in place of what the numbers say of the same places."""
        for place, layers in self.changing.subtracted.items():
            self.found[place] = [label for label in self.found.get(place, ()) if label.role not in GRADIENTS]
            self.update(place, layers)
        for place, layers in self.changing.computed.items():
            if not self.found.get(place):
                self.update(place, layers)

    def update(self, place: Place, layers: dict[tuple[str, int | None], list[Instance]]) -> None:
        for (holds, layer), instances in layers.items():
            found = self.judge.gradients(instances)
            known = found.get(holds) or next(iter(found.values()), Match(1.0, (layer,), 0.0, 0))
            match = replace(known, layers=(layer,), tier=0)
            self.add(Label(place, "update", match, *self.first(instances), holds))
