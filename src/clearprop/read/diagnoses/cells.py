"""Parameters that are single numbers in lists: which unit and which input each belongs to."""

from typing import Any

import numpy as np

from clearprop.read.diagnoses.case import Case


def cells(case: Case, layer: int) -> dict[int, tuple[int, int]]:
    """Lineage -> (unit, input) of a layer's weights that are single numbers, by the products of the first pass."""
    run, steps = case.points[0]
    layers = steps[0].layers
    by_node = {steps[0].before[i]: i for i in case.parameters}
    inputs: dict[int, int] = {}
    found: dict[int, tuple[int, int]] = {}
    units: dict[Any, int] = {}
    for product in layers.products:
        if product.layer != layer or product.weight not in by_node or np.ndim(run.graph.values[product.weight]):
            continue
        lineage = by_node[product.weight]
        if lineage in found:
            continue
        unit = units.setdefault(unit_of(case, product.node), len(units))
        found[lineage] = (unit, inputs.setdefault(product.input, len(inputs)))
    return found


def unit_of(case: Case, node: int) -> int:
    """The pre-activation that a product is summed into."""
    layers = case.points[0][1][0].layers
    sources = {source for block in layers.blocks for source in block.sources} | layers.predictions
    while node not in sources:
        after = [user for user in layers.users[node] if layers.kinds[user].letter == "Z"]
        if not after or layers.kinds[after[0]].layer != layers.kinds[node].layer:
            return node
        node = after[0]
    return node


def partner(case: Case, lineage: int) -> int | None:
    """The weight with unit and input exchanged; None where there is none."""
    places = cells(case, case.layer(lineage))
    if lineage not in places:
        return None
    unit, source = places[lineage]
    return next((other for other, place in places.items() if place == (source, unit)), None)
