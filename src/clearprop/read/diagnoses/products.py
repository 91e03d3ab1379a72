"""Mistakes at a product of weights and inputs: on the way back another value stands for one of them."""

from collections.abc import Callable, Collection, Iterator
from functools import partial
from typing import Any

import numpy as np

from clearprop.read.diagnoses.base import Backward, Diagnosis, Hypothesis
from clearprop.read.diagnoses.blocks import subscript
from clearprop.read.diagnoses.case import Case
from clearprop.read.diagnoses.places import of_share
from clearprop.read.diagnoses.relations import failing
from clearprop.read.diagnoses.sweep import Adjoints, Pull, Shares, pulled_with, swept
from clearprop.read.recover.layers import Product
from clearprop.read.recover.steps import Run, Step

MOST = 64
"""Single weights that are tried one by one."""
Other = Callable[[Run, Step, Product], Any]
"""What stands in the place of an operand; None where it does not apply."""


def other_weights(
    diagnosis: Diagnosis, case: Case, other: Other, equals: str, weight: int = 0, **more: Any
) -> Iterator[Hypothesis]:
    """∂L/∂a below made with something else than the weights: in one layer, in all of them, or for a single weight."""
    every = tuple(range(2, case.depth + 1))
    for layers in [(layer,) for layer in every] + ([every] if len(every) > 1 else []):
        yield sent_back(diagnosis, case, layers, other, equals, weight + (len(layers) > 1), **more)
    for lineage in single_weights(case):

        def only(run: Run, step: Step, product: Product, lineage: int = lineage) -> Any:
            return other(run, step, product) if product.weight == step.before[lineage] else None

        yield sent_back(diagnosis, case, (case.layer(lineage),), only, equals, weight + 2, **more)


def sent_back(
    diagnosis: Diagnosis,
    case: Case,
    layers: tuple[int, ...],
    other: Other,
    equals: str,
    weight: int,
    adjoints: Backward | None = None,
    **more: Any,
) -> Hypothesis:
    """``adjoints``: those of the changed pass, where they are not made with ``other`` in each of the layers."""

    def changed(run: Run, step: Step) -> Adjoints:
        pulls = [product_pulls(run, step, layer, other, toward_input=True) for layer in layers]
        return swept(run, step, case.seeds(run, step), {node: pull for found in pulls for node, pull in found.items()})

    top = max(layers)
    l, below = subscript(top), subscript(top - 1)
    return Hypothesis(
        diagnosis,
        top - 1,
        adjoints or changed,
        case.of_layer(*range(1, top)),
        f"∂L/∂a{below}",
        equals.format(l=l, k=below),
        f"δ{l} times W{l}",
        weight=weight,
        **more,
    )


def single_weights(case: Case) -> list[int]:
    """Weights that are numbers, where some parameter is right: else more than one weight's share is wrong."""
    run, steps = case.points[0]
    if len(failing(case)) == len(case.parameters):
        return []
    weights = {product.weight for product in steps[0].layers.products if product.layer > 1}
    found = [i for i in case.parameters if steps[0].before[i] in weights]
    numbers = [i for i in found if not np.ndim(run.graph.values[steps[0].before[i]])]
    return numbers if len(numbers) <= MOST else []


def other_inputs(
    diagnosis: Diagnosis, case: Case, other: Other, equals: str, *layers: int, weight: int = 0, **more: Any
) -> Iterator[Hypothesis]:
    """∂L/∂W of a layer, or of several, made with something else than the layer's input."""

    def adjoints(run: Run, step: Step) -> Adjoints:
        found = [product_pulls(run, step, layer, other, toward_input=False) for layer in layers]
        every = {node: pull for pulls in found for node, pull in pulls.items()}
        return swept(run, step, case.seeds(run, step), every)

    l, below = subscript(layers[0]), subscript(layers[0] - 1)
    sees = {i for i in case.of_layer(*layers) if case.roles[i].weights}
    source = f"a{below}" if layers[0] > 1 else "x"
    alone = len(layers) == 1
    yield Hypothesis(
        diagnosis,
        layers[0] if alone else None,
        adjoints,
        sees,
        f"∂L/∂W{l}" if alone else "∂L/∂W",
        equals.format(l=l, k=below) if alone else equals.format(l="", k=""),
        f"δ{l} times {source}" if alone else "each layer's δ times its input",
        weight=weight + 2 * (not alone),
        values=partial(shares_with, case, layers, other),
        locate=of_share,
        **more,
    )


def shares_with(case: Case, layers: Collection[int], other: Other, run: Run, step: Step) -> list[Any]:
    """What each product of these layers gives to its weights with another input, before it is stretched or summed up."""
    true = case.true(run, step)
    found = [(p, other(run, step, p)) for p in step.layers.products if p.layer in layers and p.node in true]
    return [
        outer(run, p, value, true[p.node])
        for p, value in found
        if value is not None and np.ndim(run.graph.values[p.input]) and fits(run, p, value)
    ]


def product_pulls(run: Run, step: Step, layer: int, other: Other, toward_input: bool) -> dict[int, Pull]:
    """The layer's products; towards the input with other weights, or towards the weights with another input."""
    found: dict[int, Pull] = {}
    for product in step.layers.products:
        if product.layer == layer:
            value = other(run, step, product)
            replaced = run.graph.values[product.weight if toward_input else product.input]
            if value is not None and np.size(value) == np.size(replaced):
                found[product.node] = mixed(run, product, value, toward_input)
            elif value is not None and not toward_input and np.ndim(replaced):
                found[product.node] = stretched(run, product, value)
    return found


def mixed(run: Run, product: Product, value: Any, toward_input: bool) -> Pull:
    graph = run.graph
    replaced = product.weight if toward_input else product.input
    like = graph.values[replaced]
    value = np.asarray(value).reshape(np.shape(like)) if np.ndim(like) else float(np.sum(value))
    if product.input == product.weight and not toward_input:  # its input is a plain number
        return lambda g: [(product.weight, np.asarray(g) * value)]
    changed = pulled_with(run, product, {replaced: value})
    wanted = product.input if toward_input else product.weight

    def pull(g: Any) -> Shares:
        true = list(zip(graph.operands[product.node], graph.pulled(product.node, g), strict=True))
        false = changed(g)
        return [f if operand == wanted else (operand, share) for (operand, share), f in zip(true, false, strict=True)]

    return pull


def stretched(run: Run, product: Product, value: Any) -> Pull:
    """The weights get δ times a value of another size, as far as NumPy stretches the product to their shape."""
    operands, shape = run.graph.operands[product.node], np.shape(run.graph.values[product.weight])

    def pull(g: Any) -> Shares:
        true = zip(operands, run.graph.pulled(product.node, g), strict=True)
        return [
            (o, np.broadcast_to(outer(run, product, value, g), shape) if o == product.weight else s) for o, s in true
        ]

    return pull


def outer(run: Run, product: Product, value: Any, g: Any) -> Any:
    """What the weights get from δ and a value in the place of the input, laid out as they are."""
    before = run.graph.operands[product.node][0] == product.input
    value, g = np.asarray(value), np.asarray(g)
    if not np.ndim(run.graph.values[product.weight]):
        return value * g
    if value.ndim < 2:
        return np.outer(value, g) if before else np.outer(g, value)
    return value.T @ g if before else g @ value.T


def fits(run: Run, product: Product, value: Any) -> bool:
    """Whether a value can be multiplied with δ as the input is."""
    like = run.graph.values[product.input]
    rows = 0 if run.graph.operands[product.node][0] == product.input else -1
    return np.ndim(value) == np.ndim(like) and (np.ndim(value) < 2 or np.shape(value)[rows] == np.shape(like)[rows])
