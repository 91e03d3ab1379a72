"""How many rows a step takes together: as often as the last layer's weights are used, for as many rows each time."""

from collections import defaultdict
from typing import Any

import numpy as np

from clearprop.read.recover.layers import Product
from clearprop.read.recover.sizes import element
from clearprop.read.recover.steps import Run, Step


def rows_at(run: Run, step: Step) -> int:
    """How many rows are taken together in one step."""
    layers = step.layers
    products = [product for product in layers.products if product.layer == layers.depth]
    if not products:
        return 1
    met: dict[Any, list[Any]] = defaultdict(list)  # by weight, what it is multiplied with
    for p in products:
        weight = p.weight if p.weight in layers.parameters else str(run.graph.tape.arguments[p.weight])
        met[weight].append(p.node if p.input == p.weight else element(run.graph, p.input))
    often = max(len(set(inputs)) for inputs in met.values())  # a prediction may be written down twice for a row
    return often * max(rows_of(run, p) for p in products)


def rows_of(run: Run, product: Product) -> int:
    """For how many rows a product is made at once."""
    graph = run.graph
    value, weight = graph.values[product.node], graph.values[product.weight]
    if np.ndim(value) < 2:
        together = np.ndim(graph.values[product.input]) == 2 or np.size(value) != np.size(weight)
        return int(np.size(value)) if np.ndim(weight) < 2 and together else 1
    first = graph.operands[product.node][:1] == [product.input]
    return int(np.shape(value)[0 if first else -1])
