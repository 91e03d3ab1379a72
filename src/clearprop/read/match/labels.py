"""The labels of a script: for each place the quantity that it was proved to compute."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from clearprop.read.match.choosing import chosen
from clearprop.read.match.comparing import Match
from clearprop.read.match.formulas import example, formula
from clearprop.read.match.places import Instance, Key, Seen, seen_at
from clearprop.read.match.points import Point
from clearprop.read.match.roles import Judge
from clearprop.read.match.truths import GRADIENTS, Truths
from clearprop.read.match.updates import Updates, updates
from clearprop.read.match.uses import Uses
from clearprop.read.reading import ReadLine, Relation
from clearprop.read.recover.graph import THROUGH
from clearprop.read.recover.steps import Run, Step
from clearprop.read.recover.text import Place

SHAPING = THROUGH - {"pass"}


@dataclass(frozen=True)
class Label:
    """What a place was proved to compute, and where it was first seen."""

    place: Place
    role: str
    match: Match
    first: Instance


@dataclass
class Labelling:
    """All places of a script, held against the truths of all points."""

    points: Sequence[Point]
    file: str
    found: dict[Place, list[Label]] = field(default_factory=lambda: defaultdict(list))

    def __post_init__(self) -> None:
        self.judge = Judge(self.points)
        self.uses = [Uses(point) for point in self.points]
        self.seen: Seen = seen_at(self.points, self.file)
        self.changing: Updates = updates(self.points, self.file)

    def run(self) -> dict[Place, list[Label]]:
        for key, instances in self.seen.computed.items():
            computed = [i for i in instances if self.points[i.point].graph.ops[i.node] not in SHAPING]
            self.place(key, computed)
        for key, instances in self.seen.mentioned.items():
            self.place(key, instances)
        self.update()
        return self.found

    def place(self, key: Key, instances: Sequence[Instance]) -> None:
        """Label one place: by structure going forward, by numbers going back."""
        forward = [i for i in instances if i.node in self.points[i.point].step.forward]
        for role, match in self.judge.forward(forward).items():
            first = next(i for i in forward if self.role_of(i) == role)
            self.found[key.place].append(Label(key.place, role, match, first))
        others = [i for i in instances if i.node not in self.points[i.point].step.forward]
        behind = [i for i in others if i.node in self.points[i.point].step.backward]
        label = self.by_numbers(key.place, behind or others)
        if label is not None:
            self.found[key.place].append(label)

    def role_of(self, instance: Instance) -> str | None:
        found = self.points[instance.point].truths.parts.roles.get(instance.node)
        return found and found[0]

    def by_numbers(self, place: Place, instances: Sequence[Instance]) -> Label | None:
        dependent = [i for i in instances if self.points[i.point].run.dependent[i.node]]
        if not dependent or len(dependent) < len(instances):
            return None
        after_error = all(i.node in self.points[i.point].after_error for i in instances)
        after_prediction = all(i.node in self.points[i.point].after_prediction for i in instances)
        found = self.judge.backward(self.judge.values(instances), after_error, after_prediction)
        role = chosen(found, instances, self.points, self.uses)
        return None if role is None else Label(place, role, found[role], instances[0])

    def update(self) -> None:
        """What is subtracted, and the statements: in place of what the numbers say of the same places."""
        for place, layers in self.changing.items():
            known = [label for label in self.found.get(place, ()) if label.role in GRADIENTS]
            constant = known[0].match.constant if known else 1.0
            if known:
                self.found[place] = [label for label in self.found[place] if label not in known]
            for layer, instances in layers.items():
                match = Match(constant, (layer,), known[0].match.largest_difference if known else 0.0, 0)
                self.found[place].append(Label(place, "update", match, instances[0]))


def labels(source: str, points: Sequence[tuple[Run, Step, Truths]], file: str | None = None) -> list[ReadLine]:
    """The labels of a script, in the order of its text; ``points``: steps of several runs, with what is true at each."""
    if not points:
        return []
    held = [Point(run, step, truths) for run, step, truths in points]
    main = file or held[0].graph.tape.table[0].file
    labelling = Labelling(held, main)
    found = labelling.run()
    lines = source.split("\n")
    answer = [line for place in sorted(found) for line in read_lines(labelling, lines, found[place])]
    return list(dict.fromkeys(answer))


def read_lines(labelling: Labelling, lines: Sequence[str], found: Sequence[Label]) -> Iterator[ReadLine]:
    told: set[tuple[str, int | None]] = set()
    for label in found:
        for layer in label.match.layers:
            if (label.role, layer) not in told:
                told.add((label.role, layer))
                yield read_line(labelling, lines, label, layer)


def read_line(labelling: Labelling, lines: Sequence[str], label: Label, layer: int | None) -> ReadLine:
    line, column, end_line, end_column = label.place
    constant = label.match.constant
    point = labelling.points[label.first.point]
    return ReadLine(
        line=line,
        column=characters(lines, line, column),
        end_line=end_line,
        end_column=characters(lines, end_line, end_column),
        role=label.role,
        layer=None if label.role == "loss" else layer,
        formula=formula(label.role, layer, constant, label.match.tier),
        relation=Relation(sign=1 if constant > 0 else -1, scale=abs(constant), reduction="none"),
        largest_difference=label.match.largest_difference,
        names=tuple(labelling.seen.names.get(label.place, ())),
        example=example(point.graph.values[label.first.node]),
    )


def characters(lines: Sequence[str], line: int, column: int) -> int:
    """A column in UTF-8 bytes as one in characters."""
    text = lines[line - 1] if line <= len(lines) else ""
    return column if text.isascii() else len(text.encode()[:column].decode(errors="ignore"))
