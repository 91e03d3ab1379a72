"""Mistakes at a product of weights and inputs: on the way back another value stands for one of them."""

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from clearprop.read.diagnoses.base import Diagnosis, Hypothesis
from clearprop.read.diagnoses.blocks import subscript
from clearprop.read.diagnoses.case import Case
from clearprop.read.diagnoses.sweep import Adjoints, Pull, Shares, pulled_with, swept
from clearprop.read.recover.layers import Product
from clearprop.read.recover.steps import Run, Step

Other = Callable[[Run, Step, Product], Any]
"""What stands in the place of an operand; None where it does not apply."""


def other_weights(
    diagnosis: Diagnosis, case: Case, other: Other, equals: str, weight: int = 0, **more: Any
) -> Iterator[Hypothesis]:
    """∂L/∂a of the layer below made with something else than the weights."""
    for layer in range(2, case.depth + 1):

        def adjoints(run: Run, step: Step, layer: int = layer) -> Adjoints:
            return swept(run, step, case.seeds(run, step), product_pulls(run, step, layer, other, toward_input=True))

        l, below = subscript(layer), subscript(layer - 1)
        yield Hypothesis(
            diagnosis,
            layer - 1,
            adjoints,
            case.of_layer(*range(1, layer)),
            f"∂L/∂a{below}",
            equals.format(l=l, k=below),
            f"δ{l} times W{l}",
            weight=weight,
            **more,
        )


def other_inputs(
    diagnosis: Diagnosis, case: Case, other: Other, equals: str, layer: int, weight: int = 0, **more: Any
) -> Iterator[Hypothesis]:
    """∂L/∂W of a layer made with something else than the layer's input."""

    def adjoints(run: Run, step: Step) -> Adjoints:
        return swept(run, step, case.seeds(run, step), product_pulls(run, step, layer, other, toward_input=False))

    l, below = subscript(layer), subscript(layer - 1)
    sees = {i for i in case.of_layer(layer) if case.roles[i].weights}
    source = f"a{below}" if layer > 1 else "x"
    yield Hypothesis(
        diagnosis,
        layer,
        adjoints,
        sees,
        f"∂L/∂W{l}",
        equals.format(l=l, k=below),
        f"δ{l} times {source}",
        weight=weight,
        **more,
    )


def product_pulls(run: Run, step: Step, layer: int, other: Other, toward_input: bool) -> dict[int, Pull]:
    """The layer's products; towards the input with other weights, or towards the weights with another input."""
    found: dict[int, Pull] = {}
    for product in step.layers.products:
        if product.layer == layer:
            value = other(run, step, product)
            if value is None or np.size(value) != np.size(
                run.graph.values[product.weight if toward_input else product.input]
            ):
                continue
            found[product.node] = mixed(run, product, value, toward_input)
    return found


def mixed(run: Run, product: Product, value: Any, toward_input: bool) -> Pull:
    graph = run.graph
    replaced = product.weight if toward_input else product.input
    like = graph.values[replaced]
    value = np.asarray(value).reshape(np.shape(like)) if np.ndim(like) else float(np.sum(value))
    changed = pulled_with(run, product, {replaced: value})
    wanted = product.input if toward_input else product.weight

    def pull(g: Any) -> Shares:
        true = list(zip(graph.operands[product.node], graph.pulled(product.node, g), strict=True))
        false = changed(g)
        return [f if operand == wanted else (operand, share) for (operand, share), f in zip(true, false, strict=True)]

    return pull
