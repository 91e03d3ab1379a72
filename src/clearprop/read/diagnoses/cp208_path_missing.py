"""CP208: a path through which the parameter acts is left out."""

from collections.abc import Iterator
from typing import Any

import numpy as np

from clearprop.read.diagnoses.base import Diagnosis, Hypothesis
from clearprop.read.diagnoses.blocks import subscript
from clearprop.read.diagnoses.case import Case
from clearprop.read.diagnoses.example import SUMS, Example
from clearprop.read.diagnoses.places import of_short_sum
from clearprop.read.diagnoses.products import sent_back, single_weights
from clearprop.read.diagnoses.sweep import Adjoints, Pull, Shares, swept
from clearprop.read.recover.layers import Product
from clearprop.read.recover.steps import Run, Step


class PathMissing(Diagnosis):
    """The sum over the next layer's units is cut short, or a connection that skips a layer is forgotten."""

    code = "CP208"
    name = "path-missing"
    why = (
        "A hidden unit acts on the loss through every unit of the next layer, and ∂L/∂a is the sum over all those "
        "paths: Σₖ wₖⱼ δₖ. Each path that is left out is a part of the gradient that is lost."
    )
    wrong = "error = sum(w[k][j] * delta[k] for k in range(n - 1))"
    right = "error = sum(w[k][j] * delta[k] for k in range(n))"
    sure = "The changes equal those without that path, at every fresh point."
    example = Example(SUMS, "for m in range(2)) * (1 -", "for m in range(1)) * (1 -")

    def hypotheses(self, case: Case) -> Iterator[Hypothesis]:
        for layer in range(2, case.depth + 1):
            for text, units in (
                ("the last unit", -1),
                ("the first unit", 0),
                ("all units but the first", slice(1, None)),
                ("all units but the last", slice(None, -1)),
                ("any of them", slice(None)),
            ):

                def adjoints(run: Run, step: Step, layer: int = layer, units: Any = units) -> Adjoints:
                    return swept(run, step, case.seeds(run, step), without_units(run, step, layer, units))

                below = subscript(layer - 1)
                yield Hypothesis(
                    self,
                    layer - 1,
                    adjoints,
                    case.of_layer(*range(1, layer)),
                    f"∂L/∂a{below}",
                    f"the sum over the units of layer {layer} without {text}",
                    f"the sum over all units of layer {layer}",
                    locate=of_short_sum,
                )
        for lineage in single_weights(case):

            def nothing(run: Run, step: Step, product: Product, lineage: int = lineage) -> Any:
                return 0.0 if product.weight == step.before[lineage] else None

            said, layers = "without the path through one weight, Σ δ{l} W{l}", (case.layer(lineage),)
            yield sent_back(self, case, layers, nothing, said, 3, locate=of_short_sum)
        for lineage in carrying(case):

            def lost(run: Run, step: Step, product: Product, lineage: int = lineage) -> Any:
                same = product.weight == step.before[lineage]
                return np.zeros(np.shape(run.graph.values[product.weight])) if same else None

            said = "without what comes back from the next time step, Σ δ{l} W{l}"
            yield sent_back(self, case, tuple(range(2, case.depth + 1)), lost, said, 1, locate=of_short_sum)
        yield from self.skipped(case)

    def skipped(self, case: Case) -> Iterator[Hypothesis]:
        """A sum in the forward pass, of which one way back is forgotten."""
        run, steps = case.points[0]
        graph = run.graph
        joins = [
            n
            for n in steps[0].layers.nodes
            if graph.ops[n] in ("add", "inplace_add", "sub")
            and all(o in steps[0].layers.kinds and steps[0].layers.kinds[o].letter in "ZA" for o in graph.operands[n])
            and len(graph.operands[n]) == 2
            and any(steps[0].layers.kinds[o].letter == "A" for o in graph.operands[n])
        ]
        for site in sorted({graph.sites[n] for n in joins}):
            for way in (0, 1):

                def adjoints(run: Run, step: Step, site: int = site, way: int = way) -> Adjoints:
                    pulls = {n: without(run, n, way) for n in step.forward if run.graph.sites[n] == site}
                    return swept(run, step, case.seeds(run, step), pulls)

                yield Hypothesis(
                    self,
                    None,
                    adjoints,
                    set(case.parameters),
                    "∂L/∂a",
                    "what comes back by one of two ways",
                    "the sum of both ways",
                    locate=of_short_sum,
                    weight=1,
                )


def carrying(case: Case) -> list[int]:
    """The weights that several layers share, as those do that carry a state from one time step to the next."""
    _, steps = case.points[0]
    uses = {(product.weight, product.layer) for product in steps[0].layers.products}
    several = {weight for weight, layer in uses if layer > 1 and (weight, layer - 1) in uses}
    return [i for i in case.parameters if i in steps[0].before and steps[0].before[i] in several]


def without(run: Run, node: int, way: int) -> Pull:
    def pull(g: Any) -> Shares:
        shares = list(zip(run.graph.operands[node], run.graph.pulled(node, g), strict=True))
        return [pair for i, pair in enumerate(shares) if i != way]

    return pull


def without_units(run: Run, step: Step, layer: int, units: Any) -> dict[int, Pull]:
    """The layer's products give their input nothing for these units; their weights what they should get."""
    products = [p for p in step.layers.products if p.layer == layer]
    found: dict[int, Pull] = {}
    by_input: dict[int, list[Product]] = {}
    for product in products:
        by_input.setdefault(product.input, []).append(product)
    for same in by_input.values():
        if np.ndim(run.graph.values[same[0].node]) == 0:
            left = same[units] if isinstance(units, slice) else [same[units]]
            for product in left:
                found[product.node] = silent(run, product, None)
        else:
            found[same[0].node] = silent(run, same[0], units)
    return found


def silent(run: Run, product: Product, units: Any) -> Pull:
    graph = run.graph

    def pull(g: Any) -> Shares:
        true = list(zip(graph.operands[product.node], graph.pulled(product.node, g), strict=True))
        if units is None:
            return [pair for pair in true if pair[0] != product.input]
        kept = np.array(g, float)
        axis = units_axis(run, product)
        where: list[Any] = [slice(None)] * kept.ndim
        where[axis] = units
        kept[tuple(where)] = 0
        false = dict(zip(graph.operands[product.node], graph.pulled(product.node, kept), strict=True))
        return [(operand, false[operand] if operand == product.input else share) for operand, share in true]

    return pull


def units_axis(run: Run, product: Product) -> int:
    z, taken = np.shape(run.graph.values[product.node]), np.shape(run.graph.values[product.input])
    return len(z) - 1 if len(z) == 1 or (taken and z[0] == taken[0]) else 0
