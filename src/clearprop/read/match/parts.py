"""Which node of a forward pass is which quantity: read off its structure, with parameters by what they hold."""

from dataclasses import dataclass
from functools import cached_property

from clearprop.read.recover.graph import THROUGH, Graph
from clearprop.read.recover.layers import Block, Kind, Layers
from clearprop.read.recover.steps import Run, Step

Part = tuple[str, int | None, int]
"""Role, layer, node."""


@dataclass
class Parts:
    """The nodes of one forward pass by role."""

    run: Run
    step: Step

    @property
    def graph(self) -> Graph:
        return self.run.graph

    @property
    def layers(self) -> Layers:
        return self.step.layers

    def kind(self, node: int) -> Kind | None:
        return self.layers.kinds.get(node)

    @cached_property
    def roles(self) -> dict[int, tuple[str, int]]:
        """Role and layer of the nodes that the script computes going forward."""
        found: dict[int, tuple[str, int]] = {}
        for node, kind in self.layers.kinds.items():
            if kind.letter == "Z" and node not in self.layers.hidden:
                found[node] = ("pre_activation", kind.layer)
            elif kind.letter == "A" and node in self.layers.outgoing:
                found[node] = ("activation", kind.layer)
        return found

    @cached_property
    def quantities(self) -> list[Part]:
        """What the forward pass computes; a pre-activation that leaves its layer as it is, is an activation as well."""
        found: list[Part] = [(role, layer, node) for node, (role, layer) in self.roles.items()]
        for node in self.layers.outgoing:
            kind = self.kind(node)
            if kind is not None and kind.letter == "Z":
                found.append(("activation", kind.layer, node))
        return found

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
                        found.setdefault(operand, found[node])
        return found

    @cached_property
    def differentiated(self) -> list[Part]:
        """What the loss is differentiated with respect to."""
        found: list[Part] = []
        for node, kind in self.layers.kinds.items():
            if kind.letter == "Z" and node not in self.layers.hidden:
                found.append(("delta", kind.layer, node))
            if kind.letter in "ZA" and node in self.layers.outgoing:
                found.append(("activation_gradient", kind.layer, node))
        for node, (role, layer) in self.held.items():
            found.append((role, layer, node))
        inputs = {product.input for product in self.layers.products}
        found += [("input_gradient", 1, node) for node in inputs if self.kind(node) == Kind("D", 0)]
        return found

    @cached_property
    def block_of(self) -> dict[int, Block]:
        """The activation that a node belongs to: its result, what lies in it, and the pre-activations that go in."""
        found: dict[int, Block] = {}
        for block in self.layers.blocks:
            for node in (*block.sources, *block.inside, block.activation):
                found.setdefault(node, block)
        for node in self.layers.nodes:  # mere changes of shape
            below = self.graph.operands[node]
            if node not in found and self.graph.ops[node] in THROUGH and below and below[0] in found:
                found[node] = found[below[0]]
        return found
