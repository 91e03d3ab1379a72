"""Any Program as a layered graph: a card for each step, with its value and its gradient; lines by what flows back."""

from collections.abc import Iterator

import numpy as np

from clearprop.ir import Program
from clearprop.render.picture import shows
from clearprop.render.picture.backward import Backward
from clearprop.render.picture.canvas import canvas
from clearprop.render.picture.cards import Card
from clearprop.render.picture.edges import Scale, sign_class
from clearprop.render.picture.figures import exact, short, size_of, summary
from clearprop.render.picture.labels import Labels
from clearprop.render.picture.layered import arranged
from clearprop.render.picture.legend import Item, line_sample
from clearprop.render.picture.markup import element, title
from clearprop.render.picture.network_words import counted
from clearprop.render.picture.nodes import handed_back, nodes_of
from clearprop.render.picture.units import outline
from clearprop.render.picture.ways import curve, ports_of

REMARK = "From top to bottom: what is computed, its value, and its gradient."

Flow = np.ndarray | None


def graph_source(program: Program, backward: Backward) -> str:
    """The Program's picture."""
    return Graph(program, backward).source()


class Graph:
    """A Program that is being drawn. ``flows``: by edge, what flows back along it."""

    def __init__(self, program: Program, backward: Backward) -> None:
        self.program = program
        self.backward = backward
        self.labels = Labels(program)
        nodes = nodes_of(program, self.backward)
        number = {node: k for k, node in enumerate(nodes)}
        self.cards = [Card(node, self.backward, self.labels, program.outputs.get("value")) for node in nodes]
        self.uses = {(number[other], k): uses for k, node in enumerate(nodes) for other, uses in node.reads.items()}
        self.flows = {edge: handed_back(uses, self.backward) for edge, uses in self.uses.items()}
        sizes = [size_of(flow) for flow in self.flows.values() if flow is not None and np.isfinite(flow).all()]
        self.scale = Scale(max(sizes, default=0.0), 0.0)

    def source(self) -> str:
        spots, ways = arranged([card.size for card in self.cards], [*self.flows])
        lines = [
            self.line(way.start, way.end, curve(spots, way, ports))
            for way, ports in zip(ways, ports_of(spots, ways), strict=True)
        ]
        lines.sort(key=lambda pair: pair[0])  # the widest on top
        cards = [card.drawn(spot) for card, spot in zip(self.cards, spots, strict=True)]
        body = "".join([*(text for _, text in lines), *cards])
        places = [*spots, *(bend for way in ways for bend in way.bends)]
        wide = max((spot.x + spot.wide / 2 for spot in places), default=0.0)
        high = max((spot.y + spot.high for spot in spots), default=0.0)
        return canvas(self.heading(), REMARK, self.description(), body, (wide, high), [*self.legend()])

    def heading(self) -> str:
        value = self.program.outputs.get("value")
        if value is None:
            return self.program.name
        number = self.backward.number(value)
        return f"{self.labels.value} = {summary(number) if number.shape else short(float(number), 6)}"

    def line(self, start: int, end: int, path: str) -> tuple[float, str]:
        flow = self.flows[start, end]
        if flow is None:
            return 0.0, element("path", class_="wire", d=path)
        wide = self.scale.width(size_of(flow))
        amount = f"norm {exact(size_of(flow))}" if flow.shape else exact(float(flow))
        says = f"{self.name(end)} hands back to {self.name(start)}: {amount}"
        shown = self.shown(start, end)
        return wide, element(
            "path", title(says), class_=class_of(flow), d=path, stroke_width=f"{wide:.2f}", data_shows=shown
        )

    def shown(self, start: int, end: int) -> str:
        """The gradient that flows along the edge, where it is all that flows back to one quantity."""
        uses = self.uses[start, end]
        variable = uses[0][0]
        if any(used is not variable for used, _, _ in uses) or len(uses) < len(self.backward.uses[variable]):
            return shows.STILL
        return shows.shows("length" if variable.type.shape else "slope", variable)

    def name(self, number: int) -> str:
        card = self.cards[number]
        return card.head if card.folded else card.symbol

    def legend(self) -> Iterator[Item]:
        if self.scale.line:
            says = f"{short(self.scale.line)} flows back where the line is widest (of an array: the norm)"
            yield Item(line_sample("even-solid", self.scale.width(self.scale.line)), says, shows.scale(1))
        classes = {class_of(flow) for flow in self.flows.values() if flow is not None}
        for class_, says in (("above", "above 0"), ("below", "below 0"), ("even", "0: nothing flows back")):
            if class_ in classes:
                yield Item(line_sample(class_, 1.2 if class_ == "even" else 4.0), says)
        if any(flow is None for flow in self.flows.values()):
            yield Item(line_sample("wire", 1), "carries no gradient")
        if any(card.folded for card in self.cards):
            shape = element("path", class_="shape card", d=outline("", -14, 0, 28, 14), stroke_dasharray="4 3")
            yield Item(shape, "several, folded into one")

    def description(self) -> str:
        """The picture in words."""
        steps = [card.node for card in self.cards if card.node.block is not None]
        inputs = sum(len(card.node.variables) for card in self.cards if card.node.block is None)
        total = len(self.backward.forward)
        folded = f", folded into {len(steps)}" if len(steps) < total else ""
        said = (
            f"{self.program.name}, from top to bottom: {counted(total, 'step')}{folded}, on {counted(inputs, 'input')}."
        )
        found = [(size_of(g), v) for v in self.program.inputs if (g := self.backward.of(v)) is not None]
        if not found:
            return said
        size, variable = max(found, key=lambda pair: pair[0])
        norm = "of norm" if variable.type.shape else "of absolute value"
        return f"{said} The largest gradient of an input is {self.labels.gradient(variable)}, {norm} {exact(size)}."


def class_of(flow: np.ndarray) -> str:
    """Colour by sign for a single number; an array has none."""
    if flow.shape:
        return "even-solid" if flow.any() else "even"
    return sign_class(float(flow))
