"""Values of other layers that could stand for a product's input: as a whole, or unit for unit in the same row."""

from typing import Any

import numpy as np

from clearprop.read.recover.layers import Layers, Product


def sources_of_layer(layers: Layers, kind: str, layer: int, product: Product) -> Any:
    """Z or a of a layer (layer 0: the data) where this product's input stood; None where nothing fits."""
    own = ordered(layers, "a", product.layer - 1)
    others = ordered(layers, kind, layer)
    graph = layers.graph
    same = [n for n in others if np.size(graph.values[n]) == np.size(graph.values[product.input])]
    if np.ndim(graph.values[product.input]) and len(own) == 1:
        candidates = same or others[:1]
        return graph.values[candidates[0]] if candidates else None
    if product.input not in own or len(own) != len(others):
        return graph.values[same[0]] if len(same) == 1 else None
    return graph.values[others[own.index(product.input)]]


def ordered(layers: Layers, kind: str, layer: int) -> list[int]:
    """The inputs of the next layer (a), or the pre-activations (z) of a layer, in the order of the units and rows."""
    if kind == "a" and layer < layers.depth:
        return list(dict.fromkeys(p.input for p in layers.products if p.layer == layer + 1))
    blocks = [block for block in layers.blocks if block.layer == layer and len(block.sources) == 1]
    return [block.activation if kind == "a" else block.sources[0] for block in blocks]
