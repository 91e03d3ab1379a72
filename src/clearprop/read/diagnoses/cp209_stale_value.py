"""CP209: the backward pass reads a value of an earlier pass."""

from collections.abc import Iterator
from typing import Any

import numpy as np

from clearprop.read.diagnoses.base import Diagnosis, Hypothesis
from clearprop.read.diagnoses.blocks import subscript
from clearprop.read.diagnoses.case import Case
from clearprop.read.diagnoses.products import product_pulls
from clearprop.read.diagnoses.relations import by_ratio, shared
from clearprop.read.diagnoses.sweep import swept
from clearprop.read.recover.layers import Product
from clearprop.read.recover.steps import Run, Step


class StaleValue(Diagnosis):
    """An activation, or a δ, is that of the pass before."""

    code = "CP209"
    name = "stale-value"
    why = (
        "The three factors belong to one forward pass. With one of them from the pass before, the product is the "
        "gradient of nothing: the slope is taken at one point, the error at another."
    )
    wrong = "dW2 = np.outer(h_previous, delta2)"
    right = "dW2 = np.outer(h, delta2)"
    sure = "From the second step on the changes equal those with the value of the step before, at every fresh point."

    def hypotheses(self, case: Case) -> Iterator[Hypothesis]:
        rate = shared(by_ratio(case))
        for layer in range(1, case.depth + 1) if rate else ():
            sees = {i for i in case.of_layer(layer) if case.roles[i].weights}

            def gradient(point: int, number: int, layer: int = layer, sees: Any = frozenset(sees)) -> dict[int, Any]:
                run, steps = case.points[point]
                step = steps[number]
                true = case.true_gradients(run, step)
                if number == 0:
                    got = case.got(run, step)
                    return {i: np.asarray(got[i]) / -rate if rate and i in sees else true[i] for i in true}
                before = steps[number - 1]

                def old(run: Run, step: Step, product: Product) -> Any:
                    same = [p for p in before.layers.products if p.layer == layer]
                    now = [p for p in step.layers.products if p.layer == layer]
                    return run.graph.values[same[now.index(product)].input] if len(same) == len(now) else None

                pulls = product_pulls(run, step, layer, old, toward_input=False)
                stale = case.gradients(run, step, swept(run, step, case.seeds(run, step), pulls))
                return {i: stale[i] if i in sees else true[i] for i in true}

            l, below = subscript(layer), subscript(layer - 1)
            source = f"a{below}" if layer > 1 else "x"
            yield Hypothesis(
                self,
                layer,
                case.true,
                sees,
                f"∂L/∂W{l}",
                f"δ{l} times the {source} of the step before",
                f"δ{l} times {source}",
                gradient=gradient,
                weight=2,
                found={"later": True},
            )
