"""CP201: two values are multiplied entry by entry where the matrix product belongs, or the other way round."""

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from clearprop.read.diagnoses.base import Diagnosis, Hypothesis
from clearprop.read.diagnoses.blocks import fitting, scopes, subscript
from clearprop.read.diagnoses.case import Case
from clearprop.read.diagnoses.example import ONE_ROW, Example
from clearprop.read.diagnoses.sweep import Adjoints, Pull, Shares, slope, swept
from clearprop.read.recover.layers import Block, Product
from clearprop.read.recover.steps import Run, Step

DOTS: dict[str, Callable[[Any, Any, Any], Any]] = {
    "∂L/∂a{l} @ φ'(z{l})": lambda g, a, slope: np.dot(g, slope),
    "φ'(z{l}) @ ∂L/∂a{l}": lambda g, a, slope: np.dot(slope, g),
    "(∂L/∂a{l} · a{l}) @ (1 - a{l})": lambda g, a, slope: np.dot(g * a, 1 - a),
    "(∂L/∂a{l} @ a{l}) · (1 - a{l})": lambda g, a, slope: np.dot(g, a) * (1 - a),
    "∂L/∂a{l} · (a{l} @ (1 - a{l}))": lambda g, a, slope: g * np.dot(a, 1 - a),
}
TIMES: dict[str, Callable[[Any, Any], Any]] = {
    "δ{l} · {x}": lambda d, x: d * x,
    "δ{l} · {x}ᵀ": lambda d, x: d * x.T,
    "δ{l}ᵀ · {x}": lambda d, x: d.T * x,
    "the inner product of δ{l} and {x}": lambda d, x: np.vdot(d, x),
}
THROUGH: dict[str, Callable[[Any, Any], Any]] = {
    "δ{l} · W{l}": lambda d, w: d * w,
    "δ{l} · W{l}ᵀ": lambda d, w: d * w.T,
    "δ{l}ᵀ · W{l}": lambda d, w: d.T * w,
}


class WrongProduct(Diagnosis):
    """``*`` for the matrix product, or the matrix product for ``*``; where sizes agree or broadcast it runs silently."""

    code = "CP201"
    name = "wrong-product"
    why = (
        "∂L/∂a · φ'(z) is entry by entry, because each unit bends only its own z; ∂L/∂W = δ aᵀ is the product of every δ "
        "with every a, because each weight joins one of each. The other product has the right shape only by accident, and "
        "mixes units, or rows, that have nothing to do with each other."
    )
    wrong = "delta1 = np.dot(W2.T @ delta2, a1 * (1 - a1))"
    right = "delta1 = (W2.T @ delta2) * a1 * (1 - a1)"
    sure = "The changes equal those with the other product, at every fresh point."
    example = Example(ONE_ROW, "W -= 0.1 * np.outer(below, x)", "W -= 0.1 * below * x")

    def hypotheses(self, case: Case) -> Iterator[Hypothesis]:
        for layer in range(1, case.depth + 1):
            yield from self.at_activation(case, layer)
            yield from self.at_weights(case, layer)
            if layer > 1:
                yield from self.at_input(case, layer)

    def at_activation(self, case: Case, layer: int) -> Iterator[Hypothesis]:
        if case.activation(layer) == "identity":
            return
        l = subscript(layer)
        for text, dot in DOTS.items():

            def adjoints(run: Run, step: Step, dot: Any = dot) -> Adjoints:
                pulls = {b.activation: dotted(run, b, dot) for b in arrays(run, step, layer)}
                return swept(run, step, case.seeds(run, step), pulls)

            def products(run: Run, step: Step, dot: Any = dot) -> list[Any]:
                true = case.true(run, step)
                return [dot(*at(run, b, true[b.activation])) for b in arrays(run, step, layer) if b.activation in true]

            said, instead = text.format(l=l), f"∂L/∂a{l} · φ'(z{l})"
            for sees, scope in scopes(case, (layer,)):
                yield Hypothesis(self, layer, adjoints, sees, f"δ{l}", said, instead, weight=scope, values=products)

    def at_weights(self, case: Case, layer: int) -> Iterator[Hypothesis]:
        l, x = subscript(layer), f"a{subscript(layer - 1)}" if layer > 1 else "x"
        sees = {i for i in case.of_layer(layer) if case.roles[i].weights}
        for text, product in TIMES.items():
            for turned in (False, True):

                def adjoints(run: Run, step: Step, product: Any = product, turned: bool = turned) -> Adjoints:
                    return swept(run, step, case.seeds(run, step), multiplied(run, step, layer, product, turned))

                said = text.format(l=l, x=x)
                yield Hypothesis(
                    self,
                    layer,
                    adjoints,
                    sees,
                    f"∂L/∂W{l}",
                    said,
                    f"the outer product of δ{l} and {x}",
                    weight=turned + 2 * ("ᵀ" in text),
                )

    def at_input(self, case: Case, layer: int) -> Iterator[Hypothesis]:
        l, below = subscript(layer), subscript(layer - 1)
        for text, product in THROUGH.items():

            def adjoints(run: Run, step: Step, product: Any = product) -> Adjoints:
                return swept(run, step, case.seeds(run, step), sent(run, step, layer, product))

            sees = case.of_layer(*range(1, layer))
            said = text.format(l=l)
            yield Hypothesis(self, layer - 1, adjoints, sees, f"∂L/∂a{below}", said, f"W{l}ᵀ @ δ{l}", weight=1)


def arrays(run: Run, step: Step, layer: int) -> list[Block]:
    """The activations of a layer whose units are one array."""
    return [
        b
        for b in step.layers.blocks
        if b.layer == layer and len(b.sources) == 1 and np.size(run.graph.values[b.activation]) > 1
    ]


def dotted(run: Run, block: Block, dot: Callable[[Any, Any, Any], Any]) -> Pull:
    """δ with the matrix product in the place of the product entry by entry."""
    (z,) = block.sources
    shape = np.shape(run.graph.values[z])

    def pull(g: Any) -> Shares:
        return [(z, spread(dot(*at(run, block, g)), shape))]

    return pull


def at(run: Run, block: Block, g: Any) -> tuple[Any, Any, Any]:
    """∂L/∂a, a and φ'(z), alike in shape."""
    a = run.graph.values[block.activation]
    return np.asarray(g), a, fitting(slope(run, block)[block.sources[0]], a)


def multiplied(run: Run, step: Step, layer: int, product: Callable[[Any, Any], Any], turned: bool) -> dict[int, Pull]:
    """The weights get another product of δ and the input, laid along their rows or, turned, along their columns."""

    def share(g: Any, one: Product) -> Any:
        found = product(np.asarray(g), np.asarray(run.graph.values[one.input]))
        shape = np.shape(run.graph.values[one.weight])
        return spread(found, shape[::-1]).T if turned else spread(found, shape)

    return with_share(run, step, layer, "weight", share)


def sent(run: Run, step: Step, layer: int, product: Callable[[Any, Any], Any]) -> dict[int, Pull]:
    """The layer below gets another product of δ and the weights."""

    def share(g: Any, one: Product) -> Any:
        return spread(
            product(np.asarray(g), np.asarray(run.graph.values[one.weight])), np.shape(run.graph.values[one.input])
        )

    return with_share(run, step, layer, "input", share)


def with_share(run: Run, step: Step, layer: int, toward: str, share: Callable[[Any, Product], Any]) -> dict[int, Pull]:
    """The pulls of a layer's products of arrays, in which one operand gets another share."""

    def pull_of(one: Product) -> Pull:
        wanted = getattr(one, toward)

        def pull(g: Any) -> Shares:
            true = zip(run.graph.operands[one.node], run.graph.pulled(one.node, g), strict=True)
            return [(o, share(g, one) if o == wanted else s) for o, s in true]

        return pull

    return {p.node: pull_of(p) for p in step.layers.products if p.layer == layer and np.ndim(run.graph.values[p.node])}


def spread(value: Any, shape: tuple[int, ...]) -> Any:
    """The value as NumPy stretches it to a shape. ValueError where it does not fit."""
    return np.reshape(value, shape) if np.size(value) == np.prod(shape) else np.broadcast_to(value, shape)
