"""CP209: the backward pass reads a value of an earlier pass."""

from collections.abc import Callable, Iterator
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
        yield from self.of_inputs(case)
        if all(updated_before_any_pass(run) for run, _ in case.points):
            yield from self.of_whole_pass(case)

    def standing(self, case: Case) -> Iterator[Hypothesis]:
        """Every update is the gradient, but of the pass before, held against this pass's targets."""
        if case.fit.holds and updated_before_any_pass(case.original):
            yield self.whole_pass(case)

    def of_whole_pass(self, case: Case) -> Iterator[Hypothesis]:
        """The first update is made of what was never computed; all others are the gradient."""
        rate = case.fit.rates[-1] if len(case.fit.rates) > 1 else 0.0

        def gradient(point: int, number: int) -> dict[int, Any]:
            run, steps = case.points[point]
            got = case.got(run, steps[number])
            return case.true_gradients(run, steps[number]) if number else {i: np.asarray(got[i]) / -rate for i in got}

        if rate > 0:
            yield self.whole_pass(case, gradient)

    def whole_pass(self, case: Case, gradient: Callable[[int, int], dict[int, Any]] | None = None) -> Hypothesis:
        depth = case.points[0][1][-1].layers.depth
        l = subscript(depth)
        return Hypothesis(
            self,
            depth,
            case.true,
            set(case.parameters),
            f"∂L/∂a{l}",
            f"made of the a{l} of the pass before; at the first update there was none",
            f"made of this pass's a{l}",
            kind="seed",
            gradient=gradient,
        )

    def of_inputs(self, case: Case) -> Iterator[Hypothesis]:
        """A weight's gradient is made with what went into it in the step before."""
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


def updated_before_any_pass(run: Run) -> bool:
    """Whether parameters were updated before anything was ever multiplied with them as a forward pass does."""
    first = min(run.lineages[i].members[0] for i in run.parameters)
    places = {run.graph.sites[product.node] for product in run.steps[-1].layers.products}
    return bool(places) and places.isdisjoint(run.graph.sites[:first])
