"""CP202: the gradient of the weights is used where the weights belong."""

from collections.abc import Iterator
from functools import partial
from typing import Any

from clearprop.read.diagnoses.base import Diagnosis, Hypothesis
from clearprop.read.diagnoses.case import Case
from clearprop.read.diagnoses.example import TWO_LAYERS, Example
from clearprop.read.diagnoses.products import other_weights, product_pulls, sent_back
from clearprop.read.diagnoses.sweep import Adjoints, Pull, swept
from clearprop.read.diagnoses.versions import through_views
from clearprop.read.recover.layers import Product
from clearprop.read.recover.steps import Run, Step


class GradientInPlaceOfWeights(Diagnosis):
    """The signal is sent back through dW instead of W."""

    code = "CP202"
    name = "gradient-in-place-of-weights"
    why = (
        "∂L/∂a of a layer is the next layer's δ through its weights, because z = W a. dW has the same shape as W "
        "and runs as silently, but says nothing of how z depends on a."
    )
    wrong = "delta1 = dW2.T @ delta2 * a1 * (1 - a1)"
    right = "delta1 = W2.T @ delta2 * a1 * (1 - a1)"
    sure = "The changes equal those with the gradient in the weights' place, up to its scale, at every fresh point."
    example = Example(
        TWO_LAYERS,
        "    d1 = d2 @ W2.T * slope(a1)\n    dW2 = a1.T @ d2\n",
        "    dW2 = a1.T @ d2\n    d1 = d2 @ dW2.T * slope(a1)\n",
    )

    def hypotheses(self, case: Case) -> Iterator[Hypothesis]:
        for number, scale in enumerate(scales(case)):

            def gradient(run: Run, step: Step, product: Product, scale: float = scale) -> Any:
                return gradient_at(run, step, product, case.true(run, step), scale)

            def in_turn(run: Run, step: Step, scale: float = scale) -> Adjoints:
                return from_layer_to_layer(case, run, step, scale)

            said = "δ{l} times ∂L/∂W{l}"
            yield from other_weights(self, case, gradient, said, weight=number > 0)
            if case.depth > 2:
                layers = tuple(range(2, case.depth + 1))
                yield sent_back(self, case, layers, gradient, said, (number > 0) + 1, adjoints=in_turn)


def gradient_at(run: Run, step: Step, product: Product, adjoints: Adjoints, scale: float) -> Any:
    """The gradient of a product's weights, where these stand."""
    found = through_views(run, step, product.weight, lambda lineage: adjoints.get(step.before[lineage]))
    return None if found is None else found * scale


def from_layer_to_layer(case: Case, run: Run, step: Step, scale: float) -> Adjoints:
    """In every layer, from the last one down: the gradient of each is made with the δ that the one above spoiled."""
    adjoints = case.true(run, step)
    pulls: dict[int, Pull] = {}
    for layer in range(case.depth, 1, -1):
        other = partial(gradient_at, adjoints=adjoints, scale=scale)
        pulls |= product_pulls(run, step, layer, other, toward_input=True)
        adjoints = swept(run, step, case.seeds(run, step), pulls)
    return adjoints


def scales(case: Case) -> list[float]:
    """What the code's own gradient may be, as multiples of ours: of the mean, of ½ or 2 times the loss, downhill."""
    usual = [1.0, 2.0, 0.5, *(rate for rate in case.rates if rate not in case.fit.rates)]
    return [sign * scale for scale in dict.fromkeys(usual) for sign in (1, -1)]
