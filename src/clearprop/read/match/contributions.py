"""What single rows and units contribute to a gradient, in the order of the forward pass, and the partial sums."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from clearprop.read.match.parts import Parts
from clearprop.read.recover.graph import Adjoints, Graph

MOST = 200_000
"""Numbers that the contributions to one value may make."""
PRODUCTS = ("matmul", "call numpy.dot", "method dot", "call numpy.matmul", "mul")


@dataclass
class Shares:
    """The contributions to one value: each with the entries that it reaches."""

    each: list[Any] = field(default_factory=list)


def contributions(graph: Graph, parts: Parts, adjoints: Adjoints, node: int) -> Shares:
    """Through each use of the node, one; a product of matrices gives one for each row, or unit, that it sums over."""
    found = Shares()
    users = [u for u in parts.layers.users.get(node, ()) if u in adjoints]
    size = int(np.size(graph.values[node]))
    if len(users) * size > MOST:
        return found
    for user in users:
        found.each += split(graph, user, node, adjoints[user])
    if len(found.each) == 1 and np.shape(found.each[0]) == np.shape(graph.values[node]):
        found.each = []  # the whole
    return found


def split(graph: Graph, user: int, node: int, g: Any) -> list[Any]:
    operands = graph.operands[user]
    shares = graph.pulled(user, g)
    whole = [share for operand, share in zip(operands, shares, strict=True) if operand == node and share is not None]
    if graph.ops[user] in PRODUCTS and len(operands) == 2 and np.ndim(g) == 2:
        rows = rows_of(graph, operands, node, np.asarray(g, float))
        if rows is not None and np.allclose(rows.sum(axis=0), whole[0]):
            return list(rows)
    if not whole or np.ndim(g) == 0 or np.ndim(whole[0]) == np.ndim(g):
        return whole
    return list(np.asarray(g)) if np.shape(g)[1:] == np.shape(whole[0]) else whole  # a bias, broadcast over rows


def rows_of(graph: Graph, operands: list[int], node: int, g: np.ndarray) -> np.ndarray | None:
    """f[terms, *node]: the terms of the sum in the gradient of a product of matrices r = left @ right."""
    left, right = (np.asarray(graph.values[operand], float) for operand in operands)
    if left.ndim != 2 or right.ndim != 2 or left.shape[1] != right.shape[0] or left.size * g.shape[1] > MOST:
        return None
    second = node == operands[1]
    found: np.ndarray = np.einsum("ni,nj->nij", left, g) if second else np.einsum("nk,ik->kni", g, right)
    return found


def running(shares: Shares) -> Iterator[Any]:
    """The partial sums from the first contribution on, and from the last one; of an array only what has changed."""
    for order in (shares.each, shares.each[::-1]):
        if len({np.shape(share) for share in order}) != 1:
            return
        total = np.zeros(np.shape(order[0]))
        for share in order:
            total = total + share
            yield total[np.asarray(share) != 0] if np.size(total) > 64 else total
