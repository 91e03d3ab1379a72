"""The nodes of a graph: inputs and blocks of equations, and what each hands back to those that it reads."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from clearprop.ir import Equation, Program, Variable
from clearprop.render.names import is_temporary
from clearprop.render.picture.backward import Backward
from clearprop.render.picture.blocks import Block, blocks_of

MOST_INPUTS = 12

Use = tuple[Variable, Equation, int]


@dataclass(eq=False)
class GraphNode:
    """Inputs (``block`` is None) or a block. ``variables``: the inputs, or the results that others read."""

    variables: list[Variable]
    block: Block | None = None
    reads: dict["GraphNode", list[Use]] = field(default_factory=dict)


def nodes_of(program: Program, backward: Backward) -> list[GraphNode]:
    """The nodes, each after those that it reads."""
    beside = min(len(program.inputs), MOST_INPUTS)
    blocks = [GraphNode([], block) for block in blocks_of(backward.forward, beside)]
    made: dict[Variable, GraphNode] = {}
    for node in blocks:
        assert node.block is not None
        for equation in node.block.equations:
            made[equation.result] = node
    leaves = leaves_of(program, made, backward)
    made |= {variable: leaf for leaf in leaves for variable in leaf.variables}
    shown: dict[GraphNode, dict[Variable, None]] = defaultdict(dict)
    for node in blocks:
        assert node.block is not None
        for equation in node.block.equations:
            for k, operand in enumerate(equation.operands):
                if isinstance(operand, Variable) and operand in made and made[operand] is not node:
                    node.reads.setdefault(made[operand], []).append((operand, equation, k))
                    shown[made[operand]][operand] = None
        shown[node].setdefault(node.block.last.result, None)
    for node in blocks:
        node.variables = [*shown[node]]
    return [*leaves, *blocks]


def leaves_of(program: Program, made: dict[Variable, GraphNode], backward: Backward) -> list[GraphNode]:
    """Inputs and named constants that something reads; of many, those that the same blocks read share a node."""
    outputs = set(program.outputs.values())
    inputs = [v for v in program.inputs if backward.uses.get(v) or v in outputs]
    inputs += [v for v in program.constants if not is_temporary(v.name) and backward.uses.get(v)]
    if len(inputs) <= MOST_INPUTS:
        return [GraphNode([variable]) for variable in inputs]
    readers = {v: tuple(dict.fromkeys(made[e.result] for e, _ in backward.uses[v])) for v in inputs}
    groups = grouped(inputs, [frozenset(readers[v]) for v in inputs])
    if len(groups) > MOST_INPUTS:
        groups = grouped(inputs, [readers[v][:1] for v in inputs])
    return [GraphNode(group) for group in groups]


def grouped(inputs: Sequence[Variable], keys: Sequence[object]) -> list[list[Variable]]:
    found: dict[object, list[Variable]] = {}
    for variable, key in zip(inputs, keys, strict=True):
        found.setdefault(key, []).append(variable)
    return [*found.values()]


def handed_back(uses: Sequence[Use], backward: Backward) -> np.ndarray | None:
    """What flows back along an edge: the shares of one variable added, of several beside each other."""
    totals: dict[Variable, np.ndarray] = {}
    for variable, equation, k in uses:
        share = backward.share(equation, k)
        if share is not None:
            totals[variable] = totals[variable] + share if variable in totals else np.asarray(share)
    if not totals:
        return None
    found = [*totals.values()]
    return found[0] if len(found) == 1 else np.concatenate([np.ravel(one) for one in found])
