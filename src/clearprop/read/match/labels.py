"""The labels of a script as they are answered: with columns in characters, relation, formula, names and an example."""

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from clearprop.read.match.expressions import label_factors, label_operands
from clearprop.read.match.formulas import example, formula
from clearprop.read.match.labelling import Label, Labelling
from clearprop.read.match.penalties import label_penalised
from clearprop.read.match.points import Point
from clearprop.read.match.truths import Truths
from clearprop.read.reading import ReadLine, Relation
from clearprop.read.recover.steps import Run, Step

SUMMED = ("weight_gradient", "bias_gradient", "loss", "update")
SIMPLE = (1.0, 2.0, 0.5)


def labels(
    source: str,
    points: Sequence[tuple[Run, Step, Truths]],
    file: str | None = None,
    failing: Collection[int] = (),
    averaged: bool = False,
) -> list[ReadLine]:
    """The labels of a script, in the order of its text.

    ``points``: steps of several runs, with what is true at each; ``file``: the one that is labelled, by default the
    one in which most stands; ``failing``: lineages whose changes are not the true ones, so that nothing is called their
    update;
    ``averaged``: whether the truths' loss is the mean over the rows.
    """
    if not points:
        return []
    labelling = labelled(points, file, source, failing)
    answer = [
        line for place in sorted(labelling.found) for line in read_lines(labelling, labelling.found[place], averaged)
    ]
    return list(dict.fromkeys(answer))


def labelled(
    points: Sequence[tuple[Run, Step, Truths]],
    file: str | None = None,
    source: str | None = None,
    failing: Collection[int] = (),
) -> Labelling:
    """All places of the file, held against the truths."""
    held = equally_deep([Point(run, step, truths) for run, step, truths in points])
    text = "\n".join(held[0].run.text.lines) if source is None else source
    labelling = Labelling(held, text.split("\n"), file or main_file(held[0]), failing)
    labelling.label_places()
    labelling.label_updates()
    label_factors(labelling)
    label_operands(labelling)
    label_penalised(labelling)
    return labelling


def equally_deep(points: Sequence[Point]) -> list[Point]:
    """The points in which the network was read with as many layers as in most: one misread would spoil every label."""
    depths = Counter(point.step.layers.depth for point in points)
    most = max(depths, key=lambda depth: (depths[depth], depth))
    return [point for point in points if point.step.layers.depth == most]


def main_file(point: Point) -> str:
    return Counter(site.file for site in point.graph.tape.table).most_common(1)[0][0]


def read_lines(labelling: Labelling, found: Sequence[Label], averaged: bool) -> Iterator[ReadLine]:
    told: set[tuple[str, int | None]] = set()
    for label in found:
        for layer in layers_of(labelling, label):
            if (label.role, layer) not in told:
                told.add((label.role, layer))
                yield read_line(labelling, label, layer, averaged)


def layers_of(labelling: Labelling, label: Label) -> Sequence[int | None]:
    """The layers of a label; all where one parameter holds them all."""
    every = range(1, labelling.points[0].step.layers.depth + 1)
    return tuple(every) if label.match.layers == (None,) and label.role != "loss" else label.match.layers


def read_line(labelling: Labelling, label: Label, layer: int | None, averaged: bool) -> ReadLine:
    line, column, end_line, end_column = label.place
    relation = relation_of(label, labelling.points[label.point].rows, averaged)
    constant = relation.sign * relation.scale
    return ReadLine(
        line=line,
        column=column,
        end_line=end_line,
        end_column=end_column,
        role=label.role,
        layer=None if label.role == "loss" else layer,
        formula=formula(label.role, layer, constant, label.match.tier, label.holds),
        relation=relation,
        largest_difference=label.match.largest_difference,
        names=tuple(labelling.seen.names.get(label.place, ())),
        example=example_of(labelling, label, layer),
    )


def relation_of(label: Label, count: int, averaged: bool) -> Relation:
    """Sign and scale, and whether rows are summed or averaged in the value."""
    constant = label.match.constant
    plain = Relation(sign=1 if constant > 0 else -1, scale=rounded(abs(constant)), reduction="none")
    if label.match.mean:
        return replace(plain, reduction="mean")
    if label.role not in SUMMED or label.match.tier == 1 or count == 1:
        return plain
    scale = abs(constant) * (1 if averaged else count)
    if any(abs(scale - usual) <= 1e-9 for usual in SIMPLE) and label.role != "update":
        return replace(plain, scale=rounded(scale), reduction="mean")
    return replace(plain, reduction="sum")


def rounded(scale: float) -> float:
    """Without the last digits, in which only rounding stands."""
    return float(f"{scale:.10g}")


def example_of(labelling: Labelling, label: Label, layer: int | None) -> str:
    """Its number for one row; where one line serves several layers, that of the layer as far as the structure tells."""
    if len(label.match.layers) < 2:
        return example(label.value)
    for instance in labelling.seen.at(label.place):
        point = labelling.points[instance.point]
        kind = point.step.layers.kinds.get(instance.node)
        if kind is not None and kind.layer == layer:
            return example(point.graph.values[instance.node])
    return ""
