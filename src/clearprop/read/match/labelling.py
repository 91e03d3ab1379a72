"""Every place of a script, held against the truths of all points."""

import ast
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from clearprop.read.match.chains import Chain, chain_of, is_chain, span
from clearprop.read.match.choosing import chosen
from clearprop.read.match.comparing import Match, Values
from clearprop.read.match.evidence import Evidence, evidence_of
from clearprop.read.match.places import Instance, Key, Seen, seen_at
from clearprop.read.match.points import Point
from clearprop.read.match.roles import Judge
from clearprop.read.match.truths import GRADIENTS
from clearprop.read.match.updates import Updates, operands_in_text, updates
from clearprop.read.match.uses import Uses
from clearprop.read.recover.graph import THROUGH
from clearprop.read.recover.text import Place, place_of

SHAPING = THROUGH - {"pass"}
GOING_BACK = frozenset((*GRADIENTS, "update", "activation_derivative", "local_derivative"))


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
    """The labels by place."""

    points: Sequence[Point]
    lines: list[bytes]
    file: str
    failing: Collection[int] = ()
    found: dict[Place, list[Label]] = field(default_factory=lambda: defaultdict(list))
    proved: set[Key] = field(default_factory=set)  # by numbers

    def __post_init__(self) -> None:
        self.judge = Judge(self.points)
        self.uses = [Uses(point) for point in self.points]
        self.seen: Seen = seen_at(self.points, self.file)
        for place in self.seen.places:
            self.forward(place)
        for key, instances in self.seen.computed.items():
            if self.backward(key.place, [i for i in instances if self.computes(i)]):
                self.proved.add(key)
        for key, instances in self.seen.mentioned.items():
            self.backward(key.place, instances)
        self.update()
        for key, instances in self.seen.computed.items():
            self.runs(key, instances)
        for place in [
            place for place, labels in self.found.items() if any(label.role in GOING_BACK for label in labels)
        ]:
            self.operands(place)

    @cached_property
    def true(self) -> set[Instance]:
        """The nodes at places that were proved."""
        return {instance for key in self.proved for instance in self.seen.computed[key]}

    @cached_property
    def text(self) -> Any:
        return self.points[0].run.text

    def written(self, place: Place) -> Any:
        return next(iter(self.text.nodes.get(place, ())), None)

    def computes(self, instance: Instance) -> bool:
        """Whether a node is more than another one in another shape, or a part of what stands there under a name."""
        graph = self.points[instance.point].graph
        if graph.ops[instance.node] not in SHAPING:
            return True
        written = self.text.at(graph.tape.site(instance.node))
        inner = written.value if isinstance(written, ast.Subscript) else None
        return isinstance(inner, ast.BinOp | ast.Call)

    # By the nodes of a place

    def forward(self, place: Place) -> None:
        """What a place is going forward, by structure."""
        every = [i for i in self.seen.at(place) if self.computes(i)] + self.seen.named_at(place)
        instances = [i for i in every if i.node in self.points[i.point].forward]
        for role, match in self.judge.forward(instances).items():
            self.add(place, role, match, *self.first(instances))

    def backward(self, place: Place, instances: Sequence[Instance]) -> bool:
        """What a place is otherwise, by numbers; what no update uses does not count where something else does."""
        others = [i for i in instances if i.node not in self.points[i.point].forward]
        behind = [i for i in others if i.node in self.points[i.point].step.backward]
        return self.by_numbers(place, behind or others)

    def first(self, instances: Sequence[Instance]) -> tuple[Any, int]:
        one = next((i for i in instances if self.points[i.point].role(i.node) is not None), instances[0])
        return self.points[one.point].graph.values[one.node], one.point

    def by_numbers(self, place: Place, instances: Sequence[Instance], known: Evidence | None = None) -> bool:
        if not instances:
            return False
        known = known or evidence_of(instances, self.points, self.uses)
        values = self.judge.values(instances)
        if not known.dependent:
            return False
        found = self.judge.backward(values, known) if values.prove else {}
        if not found and not known.after_error:
            found = self.judge.slope(instances)
        role = chosen(found, known)
        if role is not None:
            self.add(place, role, found[role], *self.first(instances))
        return role is not None

    def add(self, place: Place, role: str, match: Match, value: Any, point: int) -> None:
        self.found[place].append(Label(place, role, match, value, point))

    # Updates

    @cached_property
    def changing(self) -> Updates:
        return updates(self.points, self.file, self.failing)

    def update(self) -> None:
        """What is subtracted, and the statements: in place of what the numbers say of the same places."""
        for place, layers in self.changing.items():
            self.found[place] = [label for label in self.found.get(place, ()) if label.role not in GRADIENTS]
            for (holds, layer), instances in layers.items():
                found = self.judge.gradients(self.judge.values(instances))
                known = found.get(holds) or next(iter(found.values()), Match(1.0, (layer,), 0.0, 0))
                match = replace(known, layers=(layer,), tier=0)
                self.found[place].append(Label(place, "update", match, *self.first(instances), holds))

    # Expressions that Python does not compute by themselves

    def runs(self, key: Key, instances: Sequence[Instance]) -> None:
        """The runs of factors of a product."""
        written = self.written(key.place)
        if not is_chain(written) or self.inside_chain(written):
            return
        behind = [i for i in instances if i.node in self.points[i.point].step.backward]
        chains = [
            (i, chain) for i in behind if (chain := chain_of(self.points[i.point].graph, i.node, written)) is not None
        ]
        if not chains or len(chains) < len(behind):
            return
        factors = [factor.written for factor in chains[0][1].factors]
        runs = [list(chain.runs()) for _, chain in chains]
        for number, run in enumerate(runs[0]):
            if any(len(others) != len(runs[0]) for others in runs) or (
                run.first == run.last and not named(factors[run.first])
            ):
                continue
            place = span(self.lines, factors, written, run.first, run.last)
            if place not in self.found:
                self.by_factors(
                    place, [(i, chain, others[number]) for (i, chain), others in zip(chains, runs, strict=True)]
                )

    def inside_chain(self, written: ast.expr) -> bool:
        above = self.text.parents.get(written)
        return is_chain(above) and above.left is written

    def by_factors(self, place: Place, executed: Sequence[tuple[Instance, Chain, Any]]) -> None:
        values = Values([(i.point, run.value) for i, _, run in executed])
        known = self.evidence(executed)
        if values.prove and known.dependent:
            found = self.judge.backward(values, known)
            role = chosen(found, known)
            if role in GOING_BACK:
                self.add(place, str(role), found[str(role)], executed[0][2].value, executed[0][0].point)

    def evidence(self, executed: Sequence[tuple[Instance, Chain, Any]]) -> Evidence:
        def every(held: Any) -> bool:
            return all(any(held(i.point, node) for node in run.nodes) for i, _, run in executed)

        error = every(lambda point, node: node in self.points[point].after_error)
        beside = [
            (self.uses[i.point], factor.node)
            for i, chain, run in executed
            for k, factor in enumerate(chain.factors)
            if factor.node is not None and not run.first <= k <= run.last
        ]
        single = [(self.uses[i.point], run.nodes[0]) for i, _, run in executed if run.first == run.last and run.nodes]
        return Evidence(
            dependent=every(lambda point, node: bool(self.points[point].run.dependent[node])),
            after_prediction=every(lambda point, node: node in self.points[point].after_prediction),
            after_error=error,
            met=error and any(node in use.met for use, node in single),
            multiplies=error and any(use.network(node) for use, node in beside),
            reaches_bias=error and any(i.node in self.uses[i.point].changes_bias for i, _, _ in executed),
            of_input=error
            and any(self.uses[i.point].network(n) in ("D", "A", "Z") for i, _, run in executed for n in run.nodes),
        )

    def operands(self, place: Place) -> None:
        """Names that stand as operands in what is labelled."""
        written = self.written(place)
        by_child: dict[Place, list[tuple[Instance, int]]] = defaultdict(list)
        for point, node in self.seen.at(place):
            for child, operand in operands_in_text(self.points[point].graph, node, written):
                if named(child) and node not in self.points[point].forward:
                    by_child[place_of(child)].append((Instance(point, operand), node))
        for child_place, used in by_child.items():
            instances = [instance for instance, _ in used]
            if child_place in self.found or any(i.node in self.points[i.point].forward for i in instances):
                continue
            known = replace(
                evidence_of(instances, self.points, self.uses),
                met=False,
                multiplies=any(self.uses[i.point].multiplying(i.node, node) for i, node in used),
                reaches_bias=any(node in self.uses[i.point].changes_bias for i, node in used),
            )
            self.by_numbers(child_place, instances, known)
            if any(label.role not in GOING_BACK for label in self.found.get(child_place, ())):
                del self.found[child_place]


def named(written: ast.expr) -> bool:
    """Whether an expression is a name, an attribute or an element: something that was computed elsewhere."""
    return isinstance(written, ast.Name | ast.Attribute | ast.Subscript)


def of_place(found: dict[Place, list[Label]]) -> Iterator[tuple[Place, list[Label]]]:
    for place in sorted(found):
        if found[place]:
            yield place, found[place]
