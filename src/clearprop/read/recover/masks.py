"""The activation itself, under what is done to it afterwards: masks, the constants that go with them, and shortcuts."""

from clearprop.read.recover.graph import THROUGH
from clearprop.read.recover.layers import Block, Kind, Layers
from clearprop.read.recover.spines import SUMS

TIMES = ("mul", "call numpy.multiply", "inplace_mul")
OVER = ("truediv", "call numpy.divide", "inplace_truediv")


def bare_blocks(layers: Layers) -> list[Block]:
    """The activations; what a mask or a shortcut does to one afterwards is no part of it."""
    return [bare(layers, block) for block in layers.blocks]


def bare(layers: Layers, block: Block) -> Block:
    root = beneath_mask(layers, block.activation, block.layer)
    inside = block.inside if root == block.activation else block.inside & layers.graph.ancestors([root])
    return Block(root, block.sources, frozenset(inside), block.layer)


def beneath_mask(layers: Layers, node: int, layer: int) -> int:
    """The activation under masks that multiply it, constants that go with them, and shortcuts that are added."""
    at, found = node, node
    masked, scaled = False, False
    while (below := one_bent(layers, at, layer)) is not None:
        if layers.graph.ops[at] not in THROUGH:
            masks = len(layers.graph.operands[at]) > 1
            masked, scaled = masked or masks, not (masked or masks)
        at = below
        found = found if scaled else at
    return found


def one_bent(layers: Layers, node: int, layer: int) -> int | None:
    """The only operand that is an activation of this layer, where the operation masks, scales, or adds a shortcut."""
    graph = layers.graph
    op, operands = graph.ops[node], graph.operands[node]
    kinds = [(operand, layers.kinds.get(operand, Kind("D", 0))) for operand in operands]
    bent = [operand for operand, kind in kinds if kind == Kind("A", layer)]
    others = [kind for _, kind in kinds if kind != Kind("A", layer)]
    if len(bent) != 1 or (op in OVER and graph.tape.arguments[node][0] != bent[0]):
        return None
    masked = op in TIMES + OVER and all(kind.letter == "D" for kind in others)
    shortcut = op in SUMS and bool(others) and all(kind.letter == "A" for kind in others)
    return bent[0] if masked or shortcut or op in THROUGH else None
