"""A network as units and connections: columns from the data to the loss, lines by the gradient of what they stand for."""

from collections.abc import Sequence

import numpy as np

from clearprop.ir import Program, Variable
from clearprop.render.picture import edges, units
from clearprop.render.picture.backward import Backward
from clearprop.render.picture.canvas import canvas
from clearprop.render.picture.columns import HIGH, Column, columns_of, nodes_of, stack
from clearprop.render.picture.facts import Facts, Parameter, strength_along
from clearprop.render.picture.figures import exact, short
from clearprop.render.picture.layers import Layer
from clearprop.render.picture.markup import element, labelled, linked, words
from clearprop.render.picture.measure import clipped, width
from clearprop.render.picture.network_words import description, network_legend
from clearprop.render.picture.shows import norm, total
from clearprop.render.picture.symbols import Symbols

HEADS = 50.0  # above the units: symbol, number of units, functions
HEAD = 150.0  # the widest line there
APART = 130.0
APART_WRITTEN = 170.0
BOX = 120.0
ASIDE = 10.0  # ways past a layer leave right of a column's middle, and arrive left of it
BARS = 44.0


def network_source(program: Program, backward: Backward, layers: Sequence[Layer], changing: bool = False) -> str:
    """The network's picture; ``changing``: with room for every unit's sign, for a page where its numbers change."""
    return Drawing(program, backward, layers, changing).source()


class Drawing:
    """A network that is being drawn."""

    def __init__(
        self,
        program: Program,
        backward: Backward,
        layers: Sequence[Layer],
        changing: bool,
    ) -> None:
        self.program, self.layers, self.changing = program, layers, changing
        self.symbols = Symbols(program)
        self.backward = backward
        defined = {equation.result: equation for equation in self.backward.forward}
        self.facts = {layer: Facts(layer, self.backward, defined, changing) for layer in layers}
        self.columns = columns_of(layers)
        for column, after in zip(self.columns, [*self.columns[1:], None], strict=True):
            marks = [self.facts[column.last].mark(k) for k in range(column.last.size)]
            column.nodes = nodes_of(column, self.strength(column, after), marks)
        self.pairs = [(a, b, self.facts[b.first]) for a, b in zip(self.columns, self.columns[1:], strict=False)]
        self.scale = edges.scale_of(self.pairs)
        self.wide, self.high = self.arrange()

    def strength(self, column: Column, after: Column | None) -> np.ndarray:
        """By which the units are chosen that are drawn by themselves."""
        before = np.zeros(column.last.size) if column.last.source is None else self.facts[column.last].strength
        if after is None:
            return before
        onwards = strength_along(self.facts[after.first].connections.gradient, 0, column.last.size)
        return before + onwards if column.last.source else onwards

    def arrange(self) -> tuple[float, float]:
        """Places for everything; the size of it all."""
        tallest = max(len(column.nodes) for column in self.columns)
        high = stack(self.columns, 60.0 if tallest <= 3 else 48.0 if tallest <= 6 else 38.0)
        for column in self.columns:
            for node in column.nodes:
                node.y += HEADS + 12
        x = 0.0
        for number, column in enumerate(self.columns):
            column.wide = BOX if column.folded else units.wide_enough(column, self.facts[column.last], self.symbols)
            room = max(column.wide, *(width(text, 13 if k == 0 else 11) for k, text in enumerate(self.heads(column))))
            column.x = x + (room - column.wide) / 2
            next_one = self.columns[number + 1] if number + 1 < len(self.columns) else None
            few = next_one is not None and len(column.nodes) * len(next_one.nodes) <= edges.WRITTEN
            x += room + (APART_WRITTEN if few else APART)
        skips = 26.0 * len(self.skips())
        return x - APART + self.loss_room(), HEADS + 12 + high + 6 + skips

    def loss_text(self) -> str:
        return short(self.value()) if "value" in self.program.outputs else ""

    def value(self) -> float:
        return float(self.backward.number(self.program.outputs["value"]))

    def loss_room(self) -> float:
        return 70.0 + self.loss_wide()

    def loss_wide(self) -> float:
        return width(self.symbols.value, 13) + width(self.loss_text(), 12) + units.BETWEEN + 2 * units.PAD

    def heads(self, column: Column) -> list[str]:
        """What stands above the column."""
        facts = self.facts[column.last]
        if column.folded:
            return [f"{self.symbols(self.facts[column.first].output)} … {self.symbols(facts.output)}",
                    f"{len(column.layers)} layers", ""]  # fmt: skip
        count = f"{column.last.size:,} unit{'s' * (column.last.size > 1)}"
        return [
            self.symbols(facts.output),
            f"{column.last.size:,} input{'s' * (column.last.size > 1)}" if column.last.source is None else count,
            clipped(" · ".join(facts.functions), HEAD, 11),
        ]

    def skips(self) -> list[tuple[Column, Column]]:
        at = {layer: column for column in self.columns for layer in column.layers}
        found = [(at[other], at[layer]) for layer in self.layers for other in layer.skips]
        return [*dict.fromkeys(pair for pair in found if pair[0] is not pair[1])]

    def source(self) -> str:
        parts = [edges.drawn(a, b, facts, self.scale, self.symbols) for a, b, facts in self.pairs]
        parts += [self.arc(number, *pair) for number, pair in enumerate(self.skips())]
        parts.append(self.loss())
        for column in self.columns:
            parts.append(self.head(column))
            facts = self.facts[column.last]
            data = column.last.source is None
            parts.append(
                self.box(column) if column.folded else units.drawn(column, facts, self.scale, self.symbols, data)
            )
        heading = f"{self.symbols.value} = {short(self.value(), 6)}"
        rows = len(self.facts[self.layers[-1]].values)
        remark = f"The number in a unit is its value{f', the mean over {rows:,} rows' if rows > 1 else ''}."
        drawn = [self.facts[column.last] for column in self.columns]
        items = network_legend(drawn, self.scale, self.symbols)
        said = description([self.facts[layer] for layer in self.layers], self.symbols)
        return canvas(heading, remark, said, "".join(parts), (self.wide, self.high), items)

    def head(self, column: Column) -> str:
        x = column.x + column.wide / 2
        classes = ("name", "small soft", "small soft")
        return "".join(
            words(text, x, 12 + 15 * k, class_)
            for k, (text, class_) in enumerate(zip(self.heads(column), classes, strict=True))
            if text
        )

    def loss(self) -> str:
        """The value that everything leads to."""
        last = self.columns[-1]
        x, y = last.x + last.wide + 70, HEADS + 12 + (self.high - HEADS - 18 - 26 * len(self.skips())) / 2
        wires = "".join(
            element("path", class_="wire", d=f"M{last.x + last.wide:.1f} {node.y:.1f}L{x:.1f} {y:.1f}")
            for node in last.nodes
        )
        wide = self.loss_wide()
        shape = element("path", class_="shape card end", d=units.outline("", x, y, wide, HIGH))
        texts = [
            words(self.symbols.value, x + units.PAD, y + 4.5, "name", "start"),
            words(self.loss_text(), x + wide - units.PAD, y + 4, "small", "end", total(3)),
        ]
        atom = self.program.outputs.get("value")
        names = [atom.name] if isinstance(atom, Variable) else []
        return wires + linked(names, labelled(f"{self.symbols.value} = {exact(self.value())}", shape, *texts))

    def arc(self, number: int, start: Column, end: Column) -> str:
        """A connection past the layers between."""
        y = self.high - 26 * len(self.skips()) + 26 * number
        x, far = start.x + start.wide / 2 + ASIDE, end.x + end.wide / 2 - ASIDE
        low = max(node.y for node in start.nodes) + HIGH / 2
        end_low = max(node.y for node in end.nodes) + HIGH / 2
        path = f"M{x:.1f} {low:.1f}V{y + 8:.1f}q0 8 8 8H{far - 8:.1f}q8 0 8 -8V{end_low + 3:.1f}m-4 6l4 -6l4 6"
        names = self.symbols(self.facts[start.last].output), self.symbols(self.facts[end.first].output)
        text = f"{names[0]} goes into {names[1]}, too"
        return labelled(text, element("path", class_="skip", d=path), words(text, (x + far) / 2, y + 12, "small halo"))

    def bar_shows(self, parameter: Parameter) -> str | None:
        places = sorted(parameter.places.flat.ravel().tolist())
        return norm(parameter.places.root, places) if self.changing else None

    def box(self, column: Column) -> str:
        """Layers that are folded into one: a bar each, by the norm of its gradients."""
        node = column.nodes[0]
        found = [self.facts[layer].connections for layer in column.layers]
        norms = [0.0 if p.gradient is None else float(np.linalg.norm(np.nan_to_num(p.gradient))) for p in found]
        most = max(norms) or 1.0
        step = (column.wide - 24) / len(norms)
        base = node.y + 34
        bars = "".join(
            element(
                "rect",
                class_="bar",
                x=column.x + 12 + step * k,
                y=base - high,
                width=max(step - 2, 0.5),
                height=high,
                data_shows=self.bar_shows(parameter),
            )
            for k, (parameter, size) in enumerate(zip(found, norms, strict=True))
            for high in [max(BARS * size / most, 0.8)]
        )
        first, last = (self.symbols(self.facts[layer].output) for layer in (column.first, column.last))
        says = f"{len(norms)} layers folded, {first} to {last}; norms of their gradients {', '.join(map(short, norms))}"
        shape = element("path", class_="shape card", d=units.outline("", column.x, node.y, column.wide, node.high))
        texts = [
            words(f"⋮ {len(norms)} layers", column.x + column.wide / 2, node.y - 38, "small"),
            words("gradient by layer", column.x + column.wide / 2, node.y + 50, "small soft"),
        ]
        names = [name for layer in column.layers for name in units.quantities(self.facts[layer])[-1:]]
        return linked(names, labelled(says, shape, bars, *texts, data_count=str(len(norms))))
