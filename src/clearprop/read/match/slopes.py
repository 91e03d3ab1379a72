"""φ'(z) of every activation of a forward pass, and the derivatives of single quantities with respect to others."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from clearprop.read.match.parts import Parts
from clearprop.read.match.table import Entry
from clearprop.read.recover.layers import Block

WIDEST = 64
"""Units of a layer whose activation mixes them, up to which its Jacobian is made."""


@dataclass
class Slopes:
    """The slopes of one forward pass."""

    parts: Parts
    forward: set[int]
    cut: frozenset[int]

    @cached_property
    def of_block(self) -> dict[int, list[Any]]:
        """An activation's node -> φ'(z), as the z that go in; for a softmax the entries of its Jacobian."""
        return {block.activation: self.slope(block) for block in self.parts.blocks}

    def of(self, block: Block) -> list[Any]:
        """φ'(z) of an activation, also of one that left z as it is."""
        return self.of_block[block.activation] if block.activation in self.of_block else self.slope(block)

    def slope(self, block: Block) -> list[Any]:
        graph = self.parts.graph
        if graph.ops[block.activation] == "switched":  # a number in the place of z, whatever z is
            return [np.zeros(np.shape(graph.values[source])) for source in block.sources]
        inside = set(block.inside) | set(block.sources)
        cut = frozenset(block.sources)
        value = np.asarray(graph.values[block.activation], float)
        found: list[Any] = []
        whole = graph.adjoints({block.activation: np.ones(value.shape) if value.shape else 1.0}, inside, cut)
        if self.mixes(block):
            return self.jacobian(block, value)
        for source in block.sources:
            if source in whole:
                found.append(np.broadcast_to(whole[source], np.shape(graph.values[source])))
        return found

    def mixes(self, block: Block) -> bool:
        """Whether one unit's activation depends on another unit's z: told by a sweep from the last entry alone."""
        graph = self.parts.graph
        value = np.asarray(graph.values[block.activation], float)
        if value.size <= 1:
            return len(block.sources) > 1
        seed = np.zeros(value.shape)
        seed.flat[-1] = 1.0
        swept = graph.adjoints(
            {block.activation: seed}, set(block.inside) | set(block.sources), frozenset(block.sources)
        )
        reached = sum(int(np.count_nonzero(swept[source])) for source in block.sources if source in swept)
        return reached > 1

    def jacobian(self, block: Block, value: np.ndarray) -> list[Any]:
        graph = self.parts.graph
        if value.size > WIDEST**2 or (value.ndim and value.shape[-1] > WIDEST):
            return []
        inside = set(block.inside) | set(block.sources)
        found: list[Any] = []
        for unit in range(value.shape[-1] if value.ndim else 1):
            seed: Any = 1.0
            if value.ndim:
                seed = np.zeros(value.shape)
                seed[..., unit] = 1.0
            swept = graph.adjoints({block.activation: seed}, inside, frozenset(block.sources))
            found += [swept[source] for source in block.sources if source in swept]
        return found + ([np.stack([f[..., u] for u, f in enumerate(found)], axis=-1)] if square(found, value) else [])

    def entries(self) -> list[Entry]:
        """φ'(z) of every activation, and the ones of what leaves a layer unbent."""
        bent: list[Entry] = [(b.layer, slope) for b in self.parts.blocks for slope in self.of_block[b.activation]]
        kinds, values = self.parts.layers.kinds, self.parts.graph.values
        return bent + [(kinds[node].layer, np.ones(np.shape(values[node]))) for node in self.parts.unbent]

    def local_entries(self) -> list[Entry]:
        """∂a/∂w = φ'(z) x and ∂a/∂(a of the layer below) = φ'(z) w, for numbers; ∂ŷ/∂anything for a single output."""
        return [*self.one_layer(), *self.of_output()]

    def one_layer(self) -> list[Entry]:
        graph = self.parts.graph
        found: list[Entry] = []
        for block in self.parts.blocks:
            if np.ndim(graph.values[block.activation]) or len(block.sources) != 1:
                continue
            below = self.below(block)
            swept = graph.adjoints({block.activation: 1.0}, below, self.cut)
            found += [
                (block.layer, swept[n])
                for n in below
                if n in swept and self.parts.kind(n) is not None and n not in block.inside
            ]
        return found

    def below(self, block: Block) -> set[int]:
        """The nodes of one unit: its activation, its sums and products, and what goes into those."""
        found: set[int] = set(block.inside)
        wanted = list(block.sources)
        while wanted:
            node = wanted.pop()
            kind = self.parts.kind(node)
            if node in found or kind is None:
                continue
            found.add(node)
            if kind.letter == "Z" and kind.layer == block.layer:
                wanted.extend(self.parts.graph.operands[node])
        return found

    def of_output(self) -> list[Entry]:
        predictions = list(self.parts.layers.predictions)
        if len(predictions) != 1 or np.size(self.parts.graph.values[predictions[0]]) != 1:
            return []
        value = self.parts.graph.values[predictions[0]]
        seed = np.ones(np.shape(value)) if np.ndim(value) else 1.0
        swept = self.parts.graph.adjoints({predictions[0]: seed}, self.forward, self.cut)
        return [
            (layer, swept[node])
            for _, layer, node in self.parts.differentiated
            if node in swept and node != predictions[0]
        ]


def square(found: list[Any], value: np.ndarray) -> bool:
    return bool(value.ndim) and len(found) == value.shape[-1] and all(np.shape(f) == value.shape for f in found)
