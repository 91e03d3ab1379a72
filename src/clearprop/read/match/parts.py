"""Which node of a forward pass is which quantity: read off its structure, with parameters by what they hold."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from clearprop.read.recover.graph import THROUGH, Graph
from clearprop.read.recover.layers import Block, Kind, Layers
from clearprop.read.recover.masks import OVER, TIMES, bare_blocks

Part = tuple[str, int | None, int]
"""Role, layer, node."""


@dataclass
class Parts:
    """The nodes of one forward pass by role."""

    graph: Graph
    layers: Layers

    def kind(self, node: int) -> Kind | None:
        return self.layers.kinds.get(node)

    @cached_property
    def roles(self) -> dict[int, tuple[str, int]]:
        """Role and layer of the nodes that the script computes going forward."""
        found: dict[int, tuple[str, int]] = {}
        for node, kind in self.layers.kinds.items():
            if self.graph.ops[node] == "switched":
                continue  # a number that a branch chose: no function of what the branch looked at
            if kind.letter == "Z" and node not in self.layers.hidden:
                found[node] = ("pre_activation", kind.layer)
            elif kind.letter == "A" and node in self.layers.outgoing:
                found[node] = ("activation", kind.layer)
        for block in self.blocks:
            found[block.activation] = ("activation", block.layer)
        return found

    @cached_property
    def quantities(self) -> list[Part]:
        """What the forward pass computes; a pre-activation that leaves its layer as it is, is an activation as well."""
        found: list[Part] = [(role, layer, node) for node, (role, layer) in self.roles.items()]
        found += [("activation", self.layers.kinds[node].layer, node) for node in self.unbent]
        return found

    @cached_property
    def unbent(self) -> set[int]:
        """Pre-activations that leave their layer as they are."""
        return {node for node in self.layers.outgoing if self.layers.kinds[node].letter == "Z"}

    @cached_property
    def blocks(self) -> list[Block]:
        """The activations; what a mask or a shortcut does to one afterwards is no part of it."""
        return bare_blocks(self.layers)

    @cached_property
    def held(self) -> dict[int, tuple[str, int | None]]:
        """Parameters and pieces of them -> the role of their gradient, the layer."""
        found: dict[int, tuple[str, int | None]] = {}
        for node, layer in self.layers.biases.items():
            found[node] = ("bias_gradient", layer)
        for product in self.layers.products:
            found[product.weight] = ("weight_gradient", product.layer)
        for node in reversed(self.layers.nodes):
            if node in found and node not in self.layers.parameters:
                for operand in self.graph.operands[node]:
                    kind = self.kind(operand)
                    if kind is not None and kind.letter == "P":
                        self.hold(found, operand, found[node])
        return found

    def hold(self, found: dict[int, tuple[str, int | None]], node: int, piece: tuple[str, int | None]) -> None:
        """What several layers keep pieces of is of no layer."""
        before = found.setdefault(node, piece)
        if before[1] != piece[1]:
            found[node] = ("weight_gradient", None)

    @cached_property
    def differentiated(self) -> list[Part]:
        """What the loss is differentiated with respect to."""
        found: list[Part] = []
        for node, kind in self.layers.kinds.items():
            if kind.letter == "Z" and node not in self.layers.hidden:
                found.append(("delta", kind.layer, node))
            if kind.letter in "ZA" and node in self.layers.outgoing:
                found.append(("activation_gradient", kind.layer, node))
        found += [("activation_gradient", block.layer, block.activation) for block in self.blocks]
        found += [(role, layer, node) for node, (role, layer) in self.held.items()]
        inputs = {product.input for product in self.layers.products}
        found += [("input_gradient", 1, node) for node in inputs if self.kind(node) == Kind("D", 0)]
        return list(dict.fromkeys(found))

    @cached_property
    def block_of(self) -> dict[int, Block]:
        """The activation that a node belongs to: its result, what lies in it, and the pre-activations that go in."""
        found: dict[int, Block] = {}
        for block in self.blocks:
            for node in (*block.sources, *block.inside, block.activation):
                found.setdefault(node, block)
        switched = {block.layer for block in self.blocks if self.graph.ops[block.activation] == "switched"}
        for node in self.unbent:  # the other branch of ``z if z > 0 else 0``
            if self.layers.kinds[node].layer in switched:
                found.setdefault(node, Block(node, (node,), frozenset(), self.layers.kinds[node].layer))
        for node in self.layers.nodes:
            below = [operand for operand in self.graph.operands[node] if operand in found]
            if node not in found and below and self.kind(node) is not None and self.same_unit(node, below[0]):
                found[node] = found[below[0]]
        return found

    def same_unit(self, node: int, below: int) -> bool:
        """Whether a node is a value of the layer below in another shape, or masked."""
        return (
            self.layers.kinds[node].layer == self.layers.kinds[below].layer
            and (self.graph.ops[node] in THROUGH or self.graph.ops[node] in TIMES + OVER)
            and np.size(self.graph.values[node]) == np.size(self.graph.values[below])
        )
