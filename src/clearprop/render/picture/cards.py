"""Cards of a graph: what a step is, its value and its gradient."""

from functools import cached_property

import numpy as np

from clearprop.ir import Variable
from clearprop.render.names import is_temporary
from clearprop.render.picture.backward import Backward
from clearprop.render.picture.figures import exact, shape, short, size_of, summary
from clearprop.render.picture.labels import Labels, counted
from clearprop.render.picture.layered import Spot
from clearprop.render.picture.markup import element, labelled, linked, words
from clearprop.render.picture.measure import clipped, width
from clearprop.render.picture.nodes import GraphNode
from clearprop.render.picture.shows import shows
from clearprop.render.picture.units import outline

PAD = 10.0
LINE = 16.0
ROOM = 300.0  # the widest text
NARROWEST = 56.0
SIZES = (13, 11, 11, 11)
NAMES = 8  # quantities that a card is linked with


class Card:
    """The texts of one node, and how it is drawn."""

    def __init__(self, node: GraphNode, backward: Backward, labels: Labels, value: object) -> None:
        self.node, self.backward, self.labels = node, backward, labels
        self.is_end = value in node.variables and node.block is not None
        block = node.block
        self.right = None if block is None else labels.right(block)
        self.folded = self.right is None if block is not None else len(node.variables) > 1
        self.result: Variable = node.variables[0] if block is None else block.last.result
        self.symbol = labels.symbol(self.result)

    @cached_property
    def head(self) -> str:
        """What it is: a name, an equation, or a place in the source."""
        if self.node.block is not None:
            return self.labels.place(self.node.block) if self.right is None else f"{self.symbol} = {self.right}"
        last = self.labels.symbol(self.node.variables[-1])
        return f"{self.symbol} … {last}" if self.folded else self.symbol

    @cached_property
    def number(self) -> np.ndarray:
        return self.backward.number(self.result)

    @cached_property
    def gradient(self) -> np.ndarray | None:
        """Of what the card stands for; None where there is none, or where it is the 1 of the value itself."""
        return None if self.is_end else self.backward.of(self.result)

    @cached_property
    def below(self) -> list[str]:
        """The lines under the head."""
        if self.folded and self.node.block is None:
            gradients = [size_of(g) for v in self.node.variables if (g := self.backward.of(v)) is not None]
            norm = [f"norm of their gradients {short(float(np.linalg.norm(gradients)))}"] if gradients else []
            return [f"{len(self.node.variables):,} inputs", *norm]
        counts = [counted(self.node.block.equations)] if self.folded and self.node.block is not None else []
        name = f"{self.symbol}: " if self.folded else ""
        sizes = f"{shape(self.result.type.shape)}: " if self.result.type.shape else ""
        return [*counts, f"{name}{sizes}{summary(self.number)}", *self.gradient_line]

    @cached_property
    def gradient_line(self) -> list[str]:
        if self.gradient is None:
            return []
        name = self.labels.gradient(self.result)
        if self.gradient.shape:
            return [f"‖{name}‖ = {short(size_of(self.gradient))}"]
        return [f"{name} = {short(float(self.gradient))}"]

    @cached_property
    def lines(self) -> list[str]:
        """What is written, clipped where it is long."""
        return [clipped(text, ROOM, size) for text, size in zip([self.head, *self.below], SIZES, strict=False)]

    @property
    def shown(self) -> list[str | None]:
        """What each line shows, for pages that draw it anew."""
        if self.folded and self.node.block is None:
            return [None] * len(self.lines)
        gradient = [] if self.gradient is None else [shows("length" if self.gradient.shape else "slope", self.result)]
        numbers = [shows("summary", self.result), *gradient]
        return [*[None] * (len(self.lines) - len(numbers)), *numbers]

    @property
    def size(self) -> tuple[float, float]:
        wide = max(width(text, size) for text, size in zip(self.lines, SIZES, strict=False))
        return max(wide + 2 * PAD, NARROWEST), LINE * len(self.lines) + 10

    @property
    def spoken(self) -> str:
        """The card in words; single numbers with six digits."""
        if self.folded or self.result.type.shape or self.number.dtype.kind == "b":
            return "; ".join([self.head, *self.below])
        gradient = (
            [] if self.gradient is None else [f"{self.labels.gradient(self.result)} = {exact(float(self.gradient))}"]
        )
        return "; ".join([self.head, exact(float(self.number)), *gradient])

    def drawn(self, spot: Spot) -> str:
        kind = "data" if self.node.block is None else "card end" if self.is_end else "card"
        path = outline("", spot.x - spot.wide / 2, spot.y + spot.high / 2, spot.wide, spot.high)
        dashes = "4 3" if self.folded else None
        texts = [
            words(text, spot.x, spot.y + 17 + LINE * k, "name" if k == 0 else "small", shows=shown)
            for k, (text, shown) in enumerate(zip(self.lines, self.shown, strict=True))
        ]
        if self.gradient_line:
            texts[-1] = linked(self.backward.names(self.result), texts[-1])
        shape = element("path", class_=f"shape {kind}", d=path, stroke_dasharray=dashes)
        return linked(self.quantities, labelled(self.spoken, shape, *texts, data_count=self.count))

    @property
    def count(self) -> str | None:
        """How many steps or inputs are folded into the card."""
        if not self.folded:
            return None
        return str(len(self.node.variables) if self.node.block is None else self.node.block.size)

    @property
    def quantities(self) -> list[str]:
        """The names in the Program that the card stands for, the most telling one last."""
        if self.node.block is None:
            inputs = self.node.variables[:NAMES]
            gradients = [name for v in inputs for name in self.backward.names(v)]
            return [*dict.fromkeys([*gradients, *(v.name for v in inputs)])]
        named = [e.result.name for e in self.node.block.equations if not is_temporary(e.result.name)]
        return [*dict.fromkeys([*named[-NAMES:], self.result.name])]
