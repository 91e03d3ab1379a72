"""What a value is used for: where two roles have the same numbers, this decides between them."""

from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from clearprop.read.match.points import Point
from clearprop.read.recover.graph import THROUGH
from clearprop.read.recover.layers import PRODUCTS
from clearprop.read.recover.spines import SUMS

MULTIPLIES = PRODUCTS | {"call numpy.outer", "call numpy.kron"}
SCALES = ("mul", "truediv", "neg", "inplace_mul", "inplace_truediv", "call numpy.multiply", "call numpy.negative")
ADDS = frozenset(SUMS) | {"sum", "method sum", "method mean", "call numpy.sum", "call numpy.mean", "write", "put"}
DEPTH = 8


@dataclass
class Uses:
    """Who uses what, at one point."""

    point: Point
    known: dict[int, bool] = field(default_factory=dict)
    letters: dict[int, str] = field(default_factory=dict)

    def network(self, node: int) -> str:
        """What of the forward pass a value is, in whatever shape or scale: the letter of its kind; empty for nothing."""
        if node not in self.letters:
            self.letters[node] = self.letter(node)
        return self.letters[node]

    def letter(self, node: int) -> str:
        """``network``, looked for."""
        graph, step = self.point.graph, self.point.step
        if node in step.forward:
            kind = step.layers.kinds.get(node)
            return "" if kind is None else kind.letter
        if graph.ops[node] in THROUGH and graph.operands[node]:
            return self.network(graph.operands[node][0])
        if graph.ops[node] not in SCALES:
            return ""
        found = {operand: self.network(operand) for operand in graph.operands[node]}
        scale = [operand for operand, letter in found.items() if not letter]
        moving = any(self.point.run.dependent[operand] for operand in scale)
        return "".join(found.values()) if len(found) - len(scale) == 1 and not moving else ""

    def multiplies_network(self, node: int, depth: int = DEPTH) -> bool:
        """Whether the value, perhaps scaled or reshaped, multiplies inputs, activations or weights."""
        if node not in self.known:
            self.known[node] = any(self.multiplying(node, user, depth) for user in self.point.graph.users[node])
        return self.known[node]

    def multiplying(self, node: int, user: int, depth: int = DEPTH) -> bool:
        """Whether it does so where it is used at this node."""
        graph = self.point.graph
        if user > self.point.step.end:
            return False
        others = [operand for operand in graph.operands[user] if operand != node]
        if graph.ops[user] in MULTIPLIES and (any(self.network(other) for other in others) or self.takes_number(user)):
            return True
        passes = graph.ops[user] in THROUGH or (graph.ops[user] in SCALES and self.scaled(node, user))
        return bool(depth) and passes and self.multiplies_network(user, depth - 1)

    @cached_property
    def numbers(self) -> set[float]:
        """The inputs that are numbers without a node."""
        products = self.point.step.layers.products
        return {n for product in products if product.input == product.weight for n in self.bare(product.node)}

    def bare(self, node: int) -> list[float]:
        """The numbers among the operands that have no node."""
        arguments = self.point.graph.tape.arguments[node]
        return [part[1] for part in arguments if type(part) is not int and part[0] == "c"]

    def takes_number(self, node: int) -> bool:
        """Whether a product is with an input that has no node."""
        return bool(self.numbers) and self.point.graph.ops[node] == "mul" and bool(self.numbers & {*self.bare(node)})

    def scaled(self, node: int, user: int) -> bool:
        """Whether one number is between the two values."""
        graph = self.point.graph
        before, after = (np.asarray(graph.values[one], float) for one in (node, user))
        if before.shape != after.shape or not before.any():
            return False
        if before.size == 1:
            return not any(self.point.run.dependent[o] for o in graph.operands[user] if o != node)
        at = np.unravel_index(np.argmax(np.abs(before)), before.shape)
        return bool(np.allclose(after, before * (after[at] / before[at]), rtol=1e-12, atol=0))

    def made_by_input(self, node: int) -> bool:
        """Whether the value is a product with an input or an activation, perhaps scaled or summed."""
        graph = self.point.graph
        for _ in range(DEPTH):
            op, operands = graph.ops[node], graph.operands[node]
            taken = any(self.network(operand) in ("D", "A", "Z") for operand in operands)
            if op in MULTIPLIES and (taken or self.takes_number(node)):
                return True
            moving = [operand for operand in operands if operand in self.point.after_error]
            if not moving or not (op in SCALES or op in THROUGH or op in ADDS):
                return False
            node = moving[-1]
        return False

    @cached_property
    def changes_bias(self) -> set[int]:
        """Values that reach a bias as they are, but for scaling and summing."""
        step, parts = self.point.step, self.point.truths.parts
        biases = [i for i, node in step.before.items() if parts.held.get(node, ("",))[0] == "bias_gradient"]
        graph = self.point.graph
        found: set[int] = set()
        wanted = [node for i in biases for node in step.terms[i]]
        while wanted:
            node = wanted.pop()
            if node in found or node not in self.point.after_error:
                continue
            found.add(node)
            if graph.ops[node] in THROUGH or graph.ops[node] in ADDS or graph.ops[node] in SCALES:
                wanted.extend(graph.operands[node])
        return found
