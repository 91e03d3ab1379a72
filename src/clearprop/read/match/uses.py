"""What a value is used for: where two roles have the same numbers, this decides between them."""

from dataclasses import dataclass
from functools import cached_property

from clearprop.read.match.points import Point
from clearprop.read.recover.graph import THROUGH
from clearprop.read.recover.layers import PRODUCTS
from clearprop.read.recover.lineages import SUMS

MULTIPLIES = PRODUCTS | {"call numpy.outer", "call numpy.kron"}
SCALES = ("mul", "truediv", "neg", "inplace_mul", "inplace_truediv", "call numpy.multiply", "call numpy.negative")
ADDS = frozenset(SUMS) | {"sum", "method sum", "method mean", "call numpy.sum", "call numpy.mean", "write", "put"}
DEPTH = 6


@dataclass
class Uses:
    """Who uses what, at one point."""

    point: Point

    def network(self, node: int) -> bool:
        """Whether a value is one of the forward pass (an input, an activation, a weight), in whatever shape."""
        graph = self.point.graph
        while node not in self.point.step.forward:
            if graph.ops[node] not in THROUGH or not graph.operands[node]:
                return False
            node = graph.operands[node][0]
        return True

    def multiplies_network(self, node: int, depth: int = DEPTH) -> bool:
        """Whether the value, perhaps scaled or reshaped, multiplies inputs, activations or weights."""
        graph = self.point.graph
        for user in graph.users[node]:
            if user > self.point.step.end:
                continue
            others = [operand for operand in graph.operands[user] if operand != node]
            if graph.ops[user] in MULTIPLIES and any(self.network(other) for other in others):
                return True
            scaled = graph.ops[user] in SCALES and not any(graph_depends(self.point, other) for other in others)
            if depth and (scaled or graph.ops[user] in THROUGH) and self.multiplies_network(user, depth - 1):
                return True
        return False

    def made_by_network(self, node: int) -> bool:
        """Whether the value is a product with something of the forward pass."""
        graph = self.point.graph
        return graph.ops[node] in MULTIPLIES and any(self.network(operand) for operand in graph.operands[node])

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


def graph_depends(point: Point, node: int) -> bool:
    return bool(point.run.dependent[node])
