"""Connections: a line each between units that are drawn, a band for all those of a folded unit."""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from clearprop.render.picture.columns import Column, Node
from clearprop.render.picture.facts import Facts
from clearprop.render.picture.figures import exact, short
from clearprop.render.picture.markup import element, labelled, linked, title, words
from clearprop.render.picture.shows import norm as norm_of
from clearprop.render.picture.shows import shows
from clearprop.render.picture.symbols import Symbols

THINNEST, WIDEST = 0.6, 7.0
BAND = 14.0
WRITTEN = 6  # connections between two layers whose gradients are written beside them
ALONG = 0.3


@dataclass(frozen=True)
class Scale:
    """The largest gradient of a line, and the largest norm of a band."""

    line: float
    band: float

    def width(self, gradient: float) -> float:
        return THINNEST + WIDEST * abs(gradient) / self.line if self.line and np.isfinite(gradient) else THINNEST

    def band_width(self, norm: float) -> float:
        return 1.5 + BAND * norm / self.band if self.band and np.isfinite(norm) else 1.5


def block(facts: Facts, source: Node, target: Node, into_folded: bool) -> np.ndarray | None:
    """The gradients of all connections between two nodes."""
    gradient = facts.connections.gradient
    if gradient is None:
        return None
    columns = np.arange(gradient.shape[1]) if into_folded else target.units
    found: np.ndarray = gradient[np.ix_(source.units, columns)]
    return found


def scale_of(pairs: list[tuple[Column, Column, Facts]]) -> Scale:
    lines, bands = [0.0], [0.0]
    for before, after, facts in pairs:
        for source in before.nodes:
            for target in after.nodes:
                found = block(facts, source, target, after.folded)
                if found is None or not np.isfinite(found).all():
                    continue
                folded = source.folded or target.folded
                (bands if folded else lines).append(float(np.linalg.norm(found)))
    return Scale(max(lines), max(bands))


def sign_class(gradient: float) -> str:
    return "above" if gradient > 0 else "below" if gradient < 0 else "even"


def drawn(before: Column, after: Column, facts: Facts, scale: Scale, symbols: Symbols) -> str:
    """All connections between two columns."""
    bands: list[str] = []
    lines: list[tuple[float, str]] = []
    for source in before.nodes:
        for target in after.nodes:
            found = block(facts, source, target, after.folded)
            x, far = before.x + before.wide, after.x
            path = f"M{x:.1f} {source.y:.1f}L{far:.1f} {target.y:.1f}"
            if source.folded or target.folded:
                bands.append(band(path, found, scale, source, target, after.folded, facts))
            else:
                at = int(source.units[0]), int(target.units[0])
                lines.append(line(path, at, facts, scale, symbols))
    lines.sort(key=lambda pair: pair[0])  # the widest on top
    parts = [*bands, *(text for _, text in lines), *written(before, after, facts)]
    return linked(quantities(facts), labelled(spoken(facts, symbols), *parts))


def line(path: str, at: tuple[int, int], facts: Facts, scale: Scale, symbols: Symbols) -> tuple[float, str]:
    parameter = facts.connections
    index = parameter.index(*at)
    name = symbols.element(parameter.places.root, index)
    place = ",".join(map(str, index))
    if parameter.gradient is None:
        says = f"{name} = {exact(float(parameter.value[at]))}"
        return 0.0, element("path", title(says), class_="wire", d=path, data_index=place)
    gradient = float(parameter.gradient[at])
    says = f"{name} = {exact(float(parameter.value[at]))}, {symbols.gradient(name)} = {exact(gradient)}"
    wide = scale.width(gradient)
    return wide, element(
        "path", title(says), class_=sign_class(gradient), d=path, stroke_width=f"{wide:.2f}", data_index=place,
        data_shows=shows("slope", parameter.places.root, *index),
    )  # fmt: skip


def band(
    path: str, found: np.ndarray | None, scale: Scale, source: Node, target: Node, whole: bool, facts: Facts
) -> str:
    count = len(source.units) * (facts.connections.value.shape[1] if whole else len(target.units))
    norm = 0.0 if found is None else float(np.linalg.norm(found))
    root = facts.connections.places.root
    shown = norm_of(root, places_of(facts, source, target, whole)) if facts.changing and found is not None else None
    says = f"{count:,} connections, folded" + ("" if found is None else f"; norm of their gradients {exact(norm)}")
    wide = f"{scale.band_width(norm):.2f}"
    return element(
        "path", title(says), class_="band", d=path, stroke_width=wide, data_count=str(count), data_shows=shown
    )


def places_of(facts: Facts, source: Node, target: Node, whole: bool) -> list[int]:
    """Where the connections between two nodes are in the parameter, row by row."""
    value = facts.connections.value
    flat: np.ndarray = facts.connections.places.flat.reshape(value.shape)
    columns = np.arange(value.shape[1]) if whole else target.units
    return sorted(flat[np.ix_(source.units, columns)].ravel().tolist())


def written(before: Column, after: Column, facts: Facts) -> list[str]:
    """The gradients beside the lines, where there is room for all of them."""
    gradient = facts.connections.gradient
    folded = before.folded or after.folded
    if gradient is None or folded or len(before.nodes) * len(after.nodes) > WRITTEN:
        return []
    boxes: list[tuple[float, float, str, str]] = []
    for source in before.nodes:
        for target in after.nodes:
            at = int(source.units[0]), int(target.units[0])
            shown = shows("slope", facts.connections.places.root, *facts.connections.index(*at))
            x = before.x + before.wide + ALONG * (after.x - before.x - before.wide)
            boxes.append((x, source.y + ALONG * (target.y - source.y) + 4, short(float(gradient[at])), shown))
    rows = sorted(y for _, y, _, _ in boxes)
    if any(below - above < 15 for above, below in pairwise(rows)):
        return []
    return [words(text, x, y, "small halo", shows=shown) for x, y, text, shown in boxes]


def quantities(facts: Facts) -> list[str]:
    """The names in the Program: the parameter, what was taken of it, and its gradient."""
    parameter = facts.connections
    names = facts.backward.names(parameter.places.root)
    return [*dict.fromkeys([parameter.places.root.name, parameter.variable.name, *names])]


def spoken(facts: Facts, symbols: Symbols) -> str:
    parameter = facts.connections
    count = parameter.value.size
    head = f"{symbols(parameter.places.root)}: {count:,} connection{'s' * (count > 1)}"
    largest = largest_of(facts, symbols)
    return f"{head}; the largest gradient is {exact(largest[0])}, of {largest[1]}" if largest else head


def largest_of(facts: Facts, symbols: Symbols) -> tuple[float, str] | None:
    """The gradient that is the farthest from zero, and whose it is."""
    parameter = facts.connections
    if parameter.gradient is None or not parameter.gradient.size:
        return None
    place = np.unravel_index(np.argmax(np.abs(np.nan_to_num(parameter.gradient))), parameter.gradient.shape)
    at = int(place[0]), int(place[1])
    return float(parameter.gradient[at]), symbols.element(parameter.places.root, parameter.index(*at))
