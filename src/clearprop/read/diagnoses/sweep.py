"""The backward pass with a mistake put in: the true sweep, in which some nodes pull their adjoint back in another way."""

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from clearprop.read.recover.layers import Block, Product
from clearprop.read.recover.steps import Run, Step

Shares = list[tuple[int, Any]]
Pull = Callable[[Any], Shares]
Adjoints = dict[int, Any]


def swept(run: Run, step: Step, seeds: Mapping[int, Any], pulls: Mapping[int, Pull]) -> Adjoints:
    """The adjoints of the forward pass; a node in ``pulls`` gives the shares that its entry says."""
    graph = run.graph
    found: Adjoints = dict(seeds)
    for node in reversed(step.layers.nodes):
        g = found.get(node)
        if g is None or node in run.cut:
            continue
        special = pulls.get(node)
        shares = special(g) if special else zip(graph.operands[node], graph.pulled(node, g), strict=True)
        for operand, share in shares:
            if share is not None and operand in step.forward:
                before = found.get(operand)
                found[operand] = share if before is None else before + share
    return found


def slope(run: Run, block: Block) -> dict[int, Any]:
    """φ'(z) of an elementwise activation, by source: one sweep inside of the block, with ones."""
    graph = run.graph
    found: Adjoints = {block.activation: ones(graph.values[block.activation])}
    for node in sorted(block.inside, reverse=True):
        g = found.get(node)
        if g is None:
            continue
        for operand, share in zip(graph.operands[node], graph.pulled(node, g), strict=True):
            if share is not None:
                found[operand] = share if operand not in found else found[operand] + share
    return {source: found.get(source, np.zeros(np.shape(graph.values[source]))) for source in block.sources}


def ones(value: Any) -> Any:
    return np.ones(np.shape(value)) if np.ndim(value) else 1.0


def pulled_with(run: Run, product: Product, operands: Mapping[int, Any]) -> Pull:
    """The product's own rule, with other values in the places of some of its operands."""
    graph = run.graph
    node = product.node
    values = [operands.get(o, graph.values[o]) for o in graph.operands[node]]
    rule = graph.rule(node)

    def pull(g: Any) -> Shares:
        if rule is None:
            return []
        return list(zip(graph.operands[node], rule.pull(g, graph.values[node], values), strict=True))

    return pull
