"""A forward pass of single numbers as people think of it: rows, the units of each layer, and what each product joins."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import numpy as np

from clearprop.read.recover.layers import Layers, Product
from clearprop.read.recover.steps import Run, Step


class Place(NamedTuple):
    """Where a product stands: its row, the unit that it is summed into, the number of its input there."""

    row: int
    unit: int
    source: int


@dataclass
class Units:
    """``values``: (z or a, layer) -> rows of units; ``products``: lineage -> its products and their places."""

    values: dict[tuple[str, int], list[list[Any]]] = field(default_factory=dict)
    products: dict[int, list[tuple[Product, Place]]] = field(default_factory=dict)


def units(run: Run, step: Step) -> Units:
    """Those of the layers whose units are single numbers."""
    found = Units()
    for layer in range(1, step.layers.depth + 1):
        add_layer(run, step, layer, found)
    return found


def add_layer(run: Run, step: Step, layer: int, found: Units) -> None:
    layers, numbers = step.layers, run.graph.values
    by_node = {step.before[i]: i for i in run.parameters}
    products = [p for p in layers.products if p.layer == layer and not np.ndim(numbers[p.node])]
    sums: dict[int, list[Product]] = {}
    for product in products:
        sums.setdefault(summed_into(layers, product.node), []).append(product)
    rows = max(Counter(p.weight for p in products).values(), default=0)
    if not rows or len(sums) % rows:
        return
    wide = len(sums) // rows
    after = {source: block.activation for block in layers.blocks for source in block.sources}
    found.values["z", layer] = split([numbers[z] for z in sums], wide)
    found.values["a", layer] = split([numbers[after.get(z, z)] for z in sums], wide)
    if layer == 1:
        found.values["a", 0] = [[numbers[p.input] for p in one] for one in list(sums.values())[::wide]]
    for number, one in enumerate(sums.values()):
        for source, product in enumerate(one):
            if product.weight in by_node:
                place = Place(number // wide, number % wide, source)
                found.products.setdefault(by_node[product.weight], []).append((product, place))


def split(values: list[Any], size: int) -> list[list[Any]]:
    return [values[at : at + size] for at in range(0, len(values), size)]


def summed_into(layers: Layers, node: int) -> int:
    """The pre-activation that a product is a term of."""
    while True:
        after = [user for user in layers.users[node] if layers.kinds[user].letter == "Z" and user not in layers.hidden]
        if not after or layers.kinds[after[0]].layer != layers.kinds[node].layer:
            return node
        node = after[0]
