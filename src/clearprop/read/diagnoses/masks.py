"""What an activation is multiplied with before it goes on: dropout's mask and its scale, which are no part of φ."""

from typing import Any

import numpy as np

from clearprop.read.diagnoses.sweep import ones
from clearprop.read.recover.layers import Block
from clearprop.read.recover.steps import Run, Step

FACTORS = frozenset(("mul", "truediv", "inplace_mul", "inplace_truediv", "call numpy.multiply", "call numpy.divide"))
UNCHANGED = frozenset(("pass", "copy"))


def unmasked(run: Run, step: Step, block: Block) -> tuple[Block, Any]:
    """The activation as it is before data multiplies it, and the product of what does: 1 where nothing does."""
    graph, kinds = run.graph, step.layers.kinds
    node, mask, found = block.activation, ones(graph.values[block.activation]), block
    while graph.ops[node] in FACTORS | UNCHANGED:
        moving = [o for o in graph.operands[node] if o in kinds and kinds[o].letter != "D"]
        if len(moving) != 1 or moving[0] not in block.inside:
            break
        shares = dict(zip(graph.operands[node], graph.pulled(node, mask), strict=True))
        if shares[moving[0]] is None:
            break
        masks = graph.ops[node] in FACTORS and varies(run, node, moving[0])
        node, mask = moving[0], shares[moving[0]]
        if masks:
            found = block._replace(activation=node)
            kept = mask
    return (block, 1.0) if found is block else (found, kept)


def varies(run: Run, node: int, moving: int) -> bool:
    """Whether the activation is multiplied with several numbers, as a mask does, and not with one, as a formula does."""
    others = [run.graph.values[o] for o in run.graph.operands[node] if o != moving]
    return any(np.size(other) > 1 for other in others)


def is_masked(run: Run, step: Step, layers: tuple[int, ...]) -> bool:
    return any(unmasked(run, step, block)[0] is not block for block in step.layers.blocks if block.layer in layers)
