"""CP203: a weight's gradient is made with the wrong layer's values."""

from collections import Counter
from collections.abc import Iterator
from functools import partial
from itertools import product
from typing import Any

import numpy as np

from clearprop.read.diagnoses.base import Diagnosis, Hypothesis
from clearprop.read.diagnoses.blocks import subscript
from clearprop.read.diagnoses.case import Case
from clearprop.read.diagnoses.example import TWO_LAYERS, Example
from clearprop.read.diagnoses.neighbours import sources_of_layer
from clearprop.read.diagnoses.places import of_share
from clearprop.read.diagnoses.products import fits, other_inputs, product_pulls, shares_with
from clearprop.read.diagnoses.relations import failing
from clearprop.read.diagnoses.scaled import named as parameters_named
from clearprop.read.diagnoses.sweep import Adjoints, swept
from clearprop.read.diagnoses.units import Place, Units, units
from clearprop.read.recover.graph import THROUGH
from clearprop.read.recover.layers import PRODUCTS, Kind, Product
from clearprop.read.recover.steps import Run, Step

SHIFTS = (
    ("a", 0, "its own output"),
    ("z", 0, "its own z"),
    ("z", -1, "the z of its input"),
    ("a", -2, "what goes into the layer below"),
)
MOST = 64
"""Arrays of a forward pass that are tried."""
FEW = 8
"""Columns of data that are tried for one another."""


class WrongLayerInput(Diagnosis):
    """∂L/∂W is δ times another value than the one that the weights were multiplied by."""

    code = "CP203"
    name = "wrong-layer-input"
    why = (
        "z = W a + b, so that ∂z/∂W is the very a that W was multiplied by: the output of the layer below, after "
        "its activation. With any other value of the same size the code runs, and each weight is moved by what "
        "another unit did."
    )
    wrong = "dW2 = np.outer(z1, delta2)"
    right = "dW2 = np.outer(a1, delta2)"
    sure = "The changes equal those with that other value as the third factor, at every fresh point."
    example = Example(TWO_LAYERS, "dW2 = a1.T @ d2", "dW2 = X.T @ d2")

    def hypotheses(self, case: Case) -> Iterator[Hypothesis]:
        for layer in range(1, case.depth + 1):
            for kind in ("z", "a"):
                for other in range(case.depth + 1):
                    if (kind == "a" and other == layer - 1) or (kind == "z" and other == 0):
                        continue

                    def value(run: Run, step: Step, product: Product, kind: str = kind, other: int = other) -> Any:
                        return sources_of_layer(step.layers, kind, other, product)

                    said = f"δ{{l}} times {named(kind, other)}"
                    yield from other_inputs(self, case, value, said, layer, weight=abs(other - layer + 1))
            yield from self.of_nodes(case, layer)
            yield from self.of_siblings(case, layer)
            yield from self.of_units(case, layer, case.of_layer(layer))
        several = sorted({case.layer(i) for i in failing(case) if i in case.roles and case.roles[i].weights})
        if len(several) > 1:
            yield from self.of_units(case, case.depth, set(case.parameters))
            yield from self.shifted(case, several)

    def shifted(self, case: Case, layers: list[int]) -> Iterator[Hypothesis]:
        """One line serves several layers, and takes for each of them what lies as far from its input."""
        sees = {i for i in case.of_layer(*layers) if case.roles[i].weights}
        for kind, shift, said in SHIFTS:

            def value(run: Run, step: Step, product: Product, kind: str = kind, shift: int = shift) -> Any:
                other = product.layer + shift
                return sources_of_layer(step.layers, kind, other, product) if 0 <= other <= case.depth else None

            def adjoints(run: Run, step: Step, value: Any = value) -> Adjoints:
                pulls = [product_pulls(run, step, layer, value, toward_input=False) for layer in layers]
                every = {node: pull for found in pulls for node, pull in found.items()}
                return swept(run, step, case.seeds(run, step), every)

            yield Hypothesis(
                self,
                None,
                adjoints,
                sees,
                f"∂L/∂{parameters_named(case, sees)}",
                f"each layer's δ times {said}",
                "each layer's δ times its input",
                weight=2,
                values=partial(shares_with, case, layers, value),
                locate=of_share,
            )

    def of_nodes(self, case: Case, layer: int) -> Iterator[Hypothesis]:
        """Any other array of the forward pass (what skips a layer, say), or other data (the targets)."""
        run, steps = case.points[0]
        for (site, number), (kind, of) in arrays(run, steps[0], layer).items():

            def value(run: Run, step: Step, product: Product, site: int = site, number: int = number) -> Any:
                nodes = [node for node in sorted(step.forward | data_back(run, step)) if run.graph.sites[node] == site]
                return run.graph.values[nodes[number]] if number < len(nodes) else None

            name = "data that the layer does not take" if kind == "D" else f"a value of layer {of}"
            yield from other_inputs(self, case, value, f"δ{{l}} times {name}", layer, weight=6)

    def of_siblings(self, case: Case, layer: int) -> Iterator[Hypothesis]:
        """A weight that is one number gets the input, a column of data, of another one in its layer."""
        run, steps = case.points[0]
        products = [p for p in steps[0].layers.products if p.layer == layer and np.ndim(run.graph.values[p.input])]
        weights = [i for p in products for i in failing(case) if steps[0].before[i] == p.weight]
        for lineage, number in product(weights, range(len(products) if len(products) <= FEW else 0)):

            def value(run: Run, step: Step, of: Product, lineage: int = lineage, number: int = number) -> Any:
                alike = [p for p in step.layers.products if p.layer == of.layer]
                mine = of.weight == step.before[lineage] and len(alike) == len(products) and of != alike[number]
                return run.graph.values[alike[number].input] if mine else None

            yield from other_inputs(self, case, value, f"δ{{l}} times input number {number + 1}", layer, weight=3)

    def of_units(self, case: Case, layer: int, among: set[int]) -> Iterator[Hypothesis]:
        """Units that are single numbers: the weights get the value of one unit, or of the one with the same number."""
        run, steps = case.points[0]
        first = places(case, run, steps[0])
        weights = among & set(first.products)
        sees = weights & failing(case) or weights
        if not sees:
            return
        for (kind, other), rows in first.values.items():
            for which, unit in [("of the same unit", -1), ("of the input's number", -2), *numbered(rows[0])]:

                def gradient(
                    point: int, number: int, kind: str = kind, other: int = other, unit: int = unit
                ) -> dict[int, Any]:
                    run, steps = case.points[point]
                    true, at = case.true_gradients(run, steps[number]), places(case, run, steps[number])
                    adjoints = case.true(run, steps[number])

                    def of(lineage: int) -> Any:
                        return sum(
                            adjoints.get(product.node, 0.0) * at.values[kind, other][place.row][chosen(place, unit)]
                            for product, place in at.products[lineage]
                        )

                    return {i: of(i) if i in sees else true[i] for i in true}

                l = subscript(layer)
                yield Hypothesis(
                    self,
                    layer,
                    case.true,
                    sees,
                    f"∂L/∂W{l}",
                    f"δ{l} times {named(kind, other)} {which}",
                    f"δ{l} times {named('a', layer - 1)} of the unit that the weight comes from",
                    gradient=gradient,
                    weight=abs(other - layer + 1) + (unit >= 0),
                )


def arrays(run: Run, step: Step, layer: int) -> dict[tuple[int, int], Kind]:
    """The arrays of a forward pass in which a layer makes one product of arrays: site and number there -> what it is."""
    products = [p for p in step.layers.products if p.layer == layer]
    if len(products) != 1 or not np.ndim(run.graph.values[products[0].node]):
        return {}
    counts: Counter[int] = Counter()
    found: dict[tuple[int, int], Kind] = {}
    for node in sorted(step.forward | data_back(run, step)):
        site, kind = run.graph.sites[node], step.layers.kinds.get(node, Kind("D", 0))
        if kind.letter in "ZAD" and node != products[0].input and fits(run, products[0], run.graph.values[node]):
            found[site, counts[site]] = kind
        counts[site] += 1
    return found if len(found) <= MOST else {}


def data_back(run: Run, step: Step) -> set[int]:
    """The data that are multiplied with something on the way back."""
    products = [n for n in step.backward if run.graph.ops[n] in PRODUCTS]
    found = {o for n in products for o in run.graph.operands[n]}
    found |= {
        o for n in found if run.graph.ops[n] in THROUGH for o in run.graph.operands[n]
    }  # as it is before a transpose
    return {node for node in found if not run.dependent[node] and np.ndim(run.graph.values[node])}


def places(case: Case, run: Run, step: Step) -> Units:
    key = (id(run), step.number, "units")
    if key not in case.cache:
        case.cache[key] = units(run, step)
    found: Units = case.cache[key]
    return found


def numbered(row: list[Any]) -> list[tuple[str, int]]:
    return [(f"of unit {unit + 1}", unit) for unit in range(len(row))]


def chosen(place: Place, unit: int) -> int:
    """-1: the unit that the weight leads to; -2: the number of the input that it comes from."""
    return place.unit if unit == -1 else place.source if unit == -2 else unit


def named(kind: str, layer: int) -> str:
    return f"{kind}{subscript(layer)}" if layer else "x"
