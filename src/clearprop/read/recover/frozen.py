"""Numbers that are made like parameters and stay as they are: the first step uses them, and no step changes them."""

import ast
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from clearprop.read.recover.graph import THROUGH, Graph
from clearprop.read.recover.layers import PRODUCTS, SHAPES, Layers, structure
from clearprop.read.recover.lineages import Lineage
from clearprop.read.recover.meets import Meeting
from clearprop.read.recover.spines import SUMS
from clearprop.read.recover.text import Text
from clearprop.read.tape.tape import LEAVES

KEEPING = THROUGH | SHAPES | {"sum", "repeat"}
"""Ops that only carry numbers on."""
DRAWS = ("random", "uniform", "gauss", "normal", "randn", "rand", "standard_normal", "random_sample", "normalvariate")
MATRIX_PRODUCTS = PRODUCTS - {"mul", "inplace_mul", "call numpy.multiply"}


def made_from(graph: Graph, nodes: Iterable[int]) -> list[int]:
    """The leaves that these are made from; not the numbers in writing that scale or shift them on the way."""
    found: dict[int, None] = {}
    seen: set[int] = set()
    wanted = [(node, False) for node in nodes]
    while wanted:
        node, computed = wanted.pop()
        if node in seen:
            continue
        seen.add(node)
        op = graph.ops[node]
        if op == "leaf" or (op == "literal" and not computed):
            found[node] = None
        else:
            wanted.extend((o, computed or op not in KEEPING) for o in graph.operands[node])
    return list(found)


def made_again(graph: Graph, end: int) -> set[int]:
    """Leaves at places that the script runs through again after this node: what is made anew in each step."""
    leaves = [node for node, op in enumerate(graph.ops) if op in LEAVES]
    again = {graph.sites[node] for node in leaves if node > end}
    return {node for node in leaves if graph.sites[node] in again}


@dataclass
class Frozen:
    """What is known when frozen numbers are looked for."""

    graph: Graph
    text: Text
    layers: Layers
    dependent: np.ndarray
    trained: set[int]  # leaves
    other: set[int]  # leaves of data and targets, and those that are made again

    @cached_property
    def places(self) -> set[int]:
        """Where what is trained was made."""
        return {self.graph.sites[leaf] for leaf in self.trained}

    @cached_property
    def makers(self) -> set[str]:
        """The functions that made what is trained."""
        return {self.maker(leaf) for leaf in self.trained} - {""}

    def nodes(self) -> list[int]:
        """Operands of sums and products going forward that are made like parameters."""
        found: dict[int, None] = {}
        for node in self.layers.nodes:
            op = self.graph.ops[node]
            if (op in PRODUCTS or op in SUMS) and not self.fixed(node):
                for position, operand in enumerate(self.graph.operands[node][:2]):
                    if self.fixed(operand) and (
                        self.like_trained(operand)
                        or (op in SUMS and self.added(node, position))
                        or (op in PRODUCTS and self.weighs(node, position))
                    ):
                        found[operand] = None
        return list(found)

    def fixed(self, node: int) -> bool:
        """Whether it is made of leaves that are neither data nor trained."""
        if self.dependent[node] or not self.floats(node):
            return False
        leaves = made_from(self.graph, [node])
        known = bool(leaves) and not self.other.intersection(leaves) and not self.trained.intersection(leaves)
        return known and node not in self.weighted

    @cached_property
    def weighted(self) -> set[int]:
        """Products with data, and what is computed from them."""
        found: set[int] = set()
        for node in sorted(self.layers.nodes):
            if self.times_data(node) or not found.isdisjoint(self.graph.operands[node]):
                found.add(node)
        return found

    def times_data(self, node: int) -> bool:
        """Whether it is a product with data, or with a number from elsewhere, as data are that came as plain numbers."""
        if self.graph.ops[node] not in PRODUCTS:
            return False
        parts, site = self.graph.tape.arguments[node][:2], self.graph.tape.site(node)
        return any(
            part in self.other if type(part) is int else not self.text.literal(site, n) for n, part in enumerate(parts)
        )

    def floats(self, node: int) -> bool:
        value = self.graph.values[node]
        return value is not None and np.asarray(value).dtype.kind in "fi" and not isinstance(value, bool)

    def like_trained(self, node: int) -> bool:
        return all(self.graph.sites[leaf] in self.places for leaf in made_from(self.graph, [node]))

    def weighs(self, node: int, position: int) -> bool:
        """Whether it is a matrix, or one number, that was made as what is trained is, and what it multiplies was not."""
        operands = self.graph.operands[node]
        single = not any(np.ndim(self.graph.values[operand]) for operand in operands)
        matrix = self.graph.ops[node] in MATRIX_PRODUCTS and np.ndim(self.graph.values[operands[position]]) == 2
        if len(operands) != 2 or not (single or matrix):
            return False
        one, other = operands[position], operands[1 - position]
        if self.dependent[other]:
            return self.made_alike(one) or (matrix and self.drawn(one))
        return self.made_alike(one) and not self.made_alike(other)

    def beneath(self, end: int) -> list[int]:
        """What data alone are multiplied by, in every step anew, and what was made as the trained numbers were."""
        later = {self.graph.sites[node] for node in range(end + 1, len(self.graph)) if self.graph.ops[node] in PRODUCTS}
        found: dict[int, None] = {}
        for node in self.layers.nodes:
            if self.graph.ops[node] in PRODUCTS and not self.dependent[node] and self.graph.sites[node] in later:
                operands = self.graph.operands[node]
                found |= {o: None for n, o in enumerate(operands) if self.fixed(o) and self.weighs(node, n)}
        return list(found)

    def made_alike(self, node: int) -> bool:
        leaves = made_from(self.graph, [node])
        return bool(leaves) and all(self.maker(leaf) in self.makers for leaf in leaves)

    def drawn(self, node: int) -> bool:
        leaves = made_from(self.graph, [node])
        return bool(leaves) and all(self.maker(leaf).rpartition(".")[2] in DRAWS for leaf in leaves)

    def maker(self, leaf: int) -> str:
        """The text of the function whose call made a leaf; empty where none did."""
        call = self.text.at(self.graph.tape.site(leaf))
        return self.text.source(call.func) if isinstance(call, ast.Call) else ""

    def added(self, node: int, position: int) -> bool:
        """Whether it is added to a pre-activation as a bias is: no literal, not one for each row."""
        operands = self.graph.operands[node]
        if len(operands) < 2 or self.text.literal(self.graph.tape.site(node), position):
            return False
        other = self.layers.kinds.get(operands[1 - position])
        inside = node in self.layers.hidden and not self.made_alike(operands[position])
        if other is None or other.letter != "Z" or inside:
            return False
        bias, z = (np.shape(self.graph.values[n]) for n in (operands[position], node))
        return (
            len(z) < 2
            or not bias
            or (int(np.prod(bias)) in (z[0], z[-1]) and int(np.prod(bias)) < int(np.prod(z)))
            or 1 in z
        )


def frozen(
    graph: Graph,
    text: Text,
    layers: Layers,
    dependent: np.ndarray,
    lineages: Sequence[Lineage],
    met: Iterable[Meeting],
    end: int,
) -> list[int]:
    """The nodes of what is kept, as the first step uses them."""
    trained = set(made_from(graph, [lineage.first for lineage in lineages]))
    again = made_again(graph, end)
    first = whole_layers(graph, layers, dependent, [m.prediction for m in met], end)
    first = first or Frozen(graph, text, layers, dependent, trained, again).beneath(end)
    if first:
        layers = structure(graph, layers.nodes, layers.parameters | set(first), layers.predictions)
    inputs = [p.input for p in layers.products if layers.kinds[p.input].letter == "D"]
    targets = [m.source for m in met if m.source is not None]
    other = set(made_from(graph, [*inputs, *targets])) | again
    found = Frozen(graph, text, layers, dependent, trained, other).nodes()
    if found and not first:  # what these were made by tells of what is beneath them
        first = Frozen(graph, text, layers, dependent, trained | set(made_from(graph, found)), again).beneath(end)
    return list(dict.fromkeys([*first, *found]))


def whole_layers(
    graph: Graph, layers: Layers, dependent: np.ndarray, predictions: Sequence[int], end: int
) -> list[int]:
    """Weights of layers that come before everything trained: drawn without a row for each example, used in every step."""
    shape = np.shape(graph.values[predictions[0]])
    if len(shape) != 2 or shape[0] < 2:
        return []
    later = {graph.sites[node] for node in range(end + 1, len(graph)) if graph.ops[node] in PRODUCTS}
    found: dict[int, None] = {}
    for node in layers.nodes:
        operands = graph.operands[node]
        if graph.ops[node] not in PRODUCTS or graph.sites[node] not in later or len(operands) != 2 or dependent[node]:
            continue
        sizes = [np.shape(graph.values[operand]) for operand in operands]
        if all(len(size) == 2 for size in sizes) and shape[0] in sizes[0] and shape[0] not in sizes[1]:
            found[operands[1]] = None
        elif all(len(size) == 2 for size in sizes) and shape[0] in sizes[1] and shape[0] not in sizes[0]:
            found[operands[0]] = None
    return list(found)
