"""The network in a forward pass: what each node is of it, read off the structure.

Weights times inputs, summed, is a pre-activation (Z); what bends it is inside an activation (A); the layer is how many
products with parameters lie on the way. ``P`` are parameters and what is made of them alone, ``D`` is data.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, NamedTuple

import numpy as np

from clearprop.read.recover.graph import THROUGH, Graph
from clearprop.read.recover.spines import SUMS


class Kind(NamedTuple):
    """What a node is: P, D, Z or A, and of which layer (0 for data)."""

    letter: str
    layer: int


class Product(NamedTuple):
    """``node`` multiplies a parameter (operand ``weight``) with an input (operand ``input``; nodes).

    Where the input is a number without a node, the weight stands for it.
    """

    node: int
    layer: int
    weight: int
    input: int


class Block(NamedTuple):
    """An activation: the node of a = φ(z), the nodes of z that it is made of, and what lies between."""

    activation: int
    sources: tuple[int, ...]
    inside: frozenset[int]
    layer: int


PRODUCTS = frozenset(
    ("mul", "matmul", "call numpy.dot", "method dot", "call numpy.matmul", "call numpy.multiply", "call numpy.einsum",
     "call numpy.inner", "call numpy.vdot", "call numpy.tensordot", "call numpy.outer", "inplace_mul")
)  # fmt: skip
LINEAR = THROUGH | frozenset(SUMS) | frozenset(
    ("neg", "sum", "method sum", "call numpy.sum", "call math.fsum", "write", "put", "call numpy.concatenate",
     "call numpy.stack", "call numpy.vstack", "call numpy.hstack", "call numpy.column_stack", "call numpy.append",
     "call numpy.insert", "call numpy.c_", "call numpy.negative", "method mean", "call numpy.mean", "call numpy.tile",
     "call numpy.broadcast_to", "method repeat", "call numpy.flatnonzero", "call numpy.row_stack", "switched")
)  # fmt: skip
SHAPES = THROUGH | frozenset(
    ("write", "put", "call numpy.concatenate", "call numpy.stack", "call numpy.vstack", "call numpy.hstack",
     "call numpy.column_stack", "call numpy.append", "call numpy.insert", "call numpy.row_stack")
)  # fmt: skip


@dataclass
class Layers:
    """The structure of one forward pass."""

    graph: Graph
    nodes: list[int]  # in order
    parameters: frozenset[int]
    predictions: frozenset[int]
    kinds: dict[int, Kind] = field(default_factory=dict)
    products: list[Product] = field(default_factory=list)
    biases: dict[int, int] = field(default_factory=dict)  # a parameter node that is added -> its layer

    def __post_init__(self) -> None:
        for node in self.nodes:
            self.kinds[node] = self.kind(node)

    @cached_property
    def users(self) -> dict[int, list[int]]:
        """Who uses each node, in this pass."""
        found: dict[int, list[int]] = {node: [] for node in self.nodes}
        for node in self.nodes:
            for operand in set(self.graph.operands[node]):
                if operand in found and node not in self.parameters:
                    found[operand].append(node)
        return found

    def kind(self, node: int) -> Kind:
        graph = self.graph
        if node in self.parameters:
            return Kind("P", 0)
        operands = [o for o in graph.operands[node] if o in self.kinds]
        kinds = [self.kinds[o] for o in operands]
        letters = {kind.letter for kind in kinds}
        if letters <= {"D"}:
            return Kind("D", 0)
        if letters <= {"P"} and graph.ops[node] in PRODUCTS and len(set(operands)) == 2 and self.matrices(operands):
            self.products.append(Product(node, 1, operands[1], operands[0]))  # a row of parameters, looked up
            return Kind("Z", 1)
        if graph.ops[node] == "getitem" and letters == {"P", "D"} and self.looks_up(node):
            self.products.append(Product(node, 1, operands[0], operands[-1]))
            return Kind("Z", 1)
        if letters == {"P"} and len(operands) == 1 and self.times_data(node):
            self.products.append(Product(node, 1, operands[0], operands[0]))
            return Kind("Z", 1)
        if letters <= {"P"} or (letters == {"P", "D"} and graph.ops[node] in SHAPES):
            return Kind("P", 0)
        op = graph.ops[node]
        layer = max(kind.layer for kind in kinds)
        if op in PRODUCTS and "P" in letters:
            weight = next(o for o, k in zip(operands, kinds, strict=True) if k.letter == "P")
            other = next((o for o, k in zip(operands, kinds, strict=True) if k.letter != "P"), weight)
            self.products.append(Product(node, layer + 1, weight, other))
            return Kind("Z", layer + 1)
        if letters <= {"P", "D"}:
            return Kind("Z", 1)
        if op == "write" and kinds[0].letter == "Z" and "D" in {kind.letter for kind in kinds[1:]}:
            return Kind("A", layer)  # some of z overwritten with numbers: ReLU by a mask
        if op == "switched" and "Z" in letters:
            return Kind("A", layer)  # a number in the place of z: ReLU by a branch
        if (
            op in LINEAR
            or (op in PRODUCTS and letters <= {"Z", "D"})
            or (op == "truediv" and letters <= {"Z", "D"} and self.on_top(node))
        ):
            for operand, kind in zip(operands, kinds, strict=True):
                if kind.letter == "P" and "Z" in letters:
                    self.biases.setdefault(operand, layer)
            return Kind("Z" if letters <= {"P", "D", "Z"} else "A", layer)
        return Kind("A", layer)

    def times_data(self, node: int) -> bool:
        """Whether a parameter is multiplied with numbers that no node stands for, another one each time."""
        return self.graph.ops[node] == "mul" and len(self.graph.given[self.graph.sites[node]]) > 1

    def looks_up(self, node: int) -> bool:
        """Whether an array of integers chooses rows."""
        item = self.graph.tape.arguments[node][1]
        return type(item) is int and np.ndim(self.graph.values[item]) > 0

    def matrices(self, operands: list[int]) -> bool:
        """Whether one is a vector and the other a matrix."""
        return sorted(np.ndim(self.graph.values[operand]) for operand in operands) == [1, 2]

    def on_top(self, node: int) -> bool:
        """Whether only the numerator moves."""
        bottom = self.graph.tape.arguments[node][1]
        return type(bottom) is not int or self.kinds.get(bottom, Kind("D", 0)).letter == "D"

    @cached_property
    def hidden(self) -> set[int]:
        """Nodes of Z that are only made for an activation's formula: -z, z - max(z)."""
        found: set[int] = set()
        products = {product.node for product in self.products}
        for node in reversed(self.nodes):
            if self.kinds[node].letter != "Z" or node in self.predictions:
                continue
            users = self.users[node]
            made = self.graph.ops[node] in ("neg", "sub", "mul", "truediv", "call numpy.negative")
            single = sum(self.kinds[o].letter == "Z" for o in self.graph.operands[node] if o in self.kinds) == len(
                [o for o in self.graph.operands[node] if o in self.kinds and self.kinds[o].letter != "D"]
            )
            if (
                made
                and single
                and node not in products
                and users
                and all(self.kinds[u].letter == "A" or u in found for u in users)
            ):
                found.add(node)
        return found

    @cached_property
    def outgoing(self) -> set[int]:
        """What leaves a layer: inputs of products with parameters, and predictions; through mere changes of shape too."""
        found = set(self.predictions) | {product.input for product in self.products}
        for product in self.products:  # of numbers in a list, each is an operand of its own
            found.update(o for o in self.graph.operands[product.node] if o in self.kinds and self.leaves(o, o))
        for node in reversed(self.nodes):
            if node in found and self.graph.ops[node] in SHAPES and node not in self.parameters:
                found.update(o for o in self.graph.operands[node] if self.leaves(o, node))
        return found

    def leaves(self, node: int, shaped: int) -> bool:
        """Whether a value leaves its layer where ``shaped``, which is made of it, does; not where that overwrites z."""
        kind = self.kinds.get(node, Kind("D", 0))
        bent = self.graph.ops[shaped] == "write" and kind.letter == "Z" and self.kinds[shaped].letter == "A"
        return kind.letter in "ZA" and not bent

    @cached_property
    def blocks(self) -> list[Block]:
        """The activations, each value that leaves a layer with the pre-activations that it is made of."""
        found = []
        for node in self.nodes:
            if node in self.outgoing and self.kinds[node].letter == "A":
                sources, inside = self.beneath(node)
                if sources and not (
                    self.graph.ops[node] in SHAPES and self.outgoing.intersection(self.graph.operands[node])
                ):
                    found.append(Block(node, tuple(sorted(sources)), frozenset(inside), self.kinds[node].layer))
        return found

    def beneath(self, node: int) -> tuple[set[int], set[int]]:
        layer = self.kinds[node].layer
        sources: set[int] = set()
        inside: set[int] = set()
        wanted = [node]
        while wanted:
            at = wanted.pop()
            if at in inside or at in sources:
                continue
            kind = self.kinds.get(at)
            if kind is None or kind.layer != layer:
                continue
            if kind.letter == "Z" and at not in self.hidden and not self.shaped(at):
                sources.add(at)
            elif kind.letter in "ZA":
                inside.add(at)
                wanted.extend(self.graph.operands[at])
        return sources, inside

    def shaped(self, node: int) -> bool:
        """Whether a pre-activation only passes through here into the activation's formula."""
        return (
            self.graph.ops[node] == "pass" and self.kinds.get(self.graph.operands[node][0], Kind("D", 0)).letter == "Z"
        )

    @cached_property
    def depth(self) -> int:
        return max((kind.layer for kind in self.kinds.values()), default=0)


def structure(graph: Graph, forward: Iterable[int], parameters: Iterable[int], predictions: Iterable[int]) -> Layers:
    """The layers of a forward pass whose parameters stand at these nodes."""
    return Layers(graph, sorted(forward), frozenset(parameters), frozenset(predictions))


def activation_of(z: Any, a: Any) -> str:
    """The name of φ with a = φ(z) at all these pairs; empty where none that is known fits.   z: f[n], a: f[n]"""
    z, a = np.asarray(z, float).ravel(), np.asarray(a, float).ravel()
    if z.shape != a.shape or z.size == 0:
        return ""
    with np.errstate(all="ignore"):
        for name, function in ACTIVATIONS.items():
            if np.allclose(function(z), a, rtol=1e-9, atol=1e-12):
                return name
        return leak_of(z, a) or step_of(z, a)


def step_of(z: np.ndarray, a: np.ndarray) -> str:
    """``step`` where one number stands on each side of zero."""
    sides = [a[z < 0], a[z > 0]]
    return "step" if all(side.size and np.ptp(side) == 0 for side in sides) and sides[0][0] != sides[1][0] else ""


def leak_of(z: np.ndarray, a: np.ndarray) -> str:
    below = z < 0
    if below.any() and np.allclose(a[~below], z[~below], rtol=1e-9):
        slopes = a[below] / z[below]
        if np.allclose(slopes, slopes[0], rtol=1e-9):
            return "leaky_relu"
    return ""


def sigmoid(z: np.ndarray) -> np.ndarray:
    found: np.ndarray = 1 / (1 + np.exp(-z))
    return found


ACTIVATIONS: dict[str, Callable[[np.ndarray], np.ndarray]] = {
    "identity": lambda z: z,
    "relu": lambda z: np.maximum(z, 0),
    "sigmoid": sigmoid,
    "tanh": np.tanh,
    "softplus": lambda z: np.logaddexp(0, z),
    "elu": lambda z: np.where(z > 0, z, np.expm1(z)),
    "silu": lambda z: z * sigmoid(z),
    "sin": np.sin,
    "gaussian": lambda z: np.exp(-(z**2)),
    "arctan": np.arctan,
    "softsign": lambda z: z / (1 + np.abs(z)),
    "relu6": lambda z: np.clip(z, 0, 6),
    "square": np.square,
    "exp": np.exp,
    "lecun_tanh": lambda z: 1.7159 * np.tanh(2 * z / 3),
}
