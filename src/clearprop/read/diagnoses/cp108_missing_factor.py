"""CP108: a factor of the forward pass is left out going back, or used twice."""

from collections.abc import Iterator
from typing import Any

import numpy as np

from clearprop.read.diagnoses.base import Backward, Diagnosis, Hypothesis
from clearprop.read.diagnoses.blocks import through_blocks
from clearprop.read.diagnoses.case import Case
from clearprop.read.diagnoses.cp102_derivative_of_wrong_quantity import only
from clearprop.read.diagnoses.example import TWO_LAYERS, Example
from clearprop.read.diagnoses.once_more import multiplied_once_more
from clearprop.read.diagnoses.places import of_lost_weights
from clearprop.read.diagnoses.products import other_inputs, other_weights
from clearprop.read.diagnoses.relations import by_ratio
from clearprop.read.diagnoses.sweep import Adjoints, Pull, Shares, ones, swept
from clearprop.read.recover.layers import Product
from clearprop.read.recover.steps import Run, Step

FACTORS: dict[str, Any] = {
    "a{l}": lambda z, a, d: a,
    "(1 - a{l})": lambda z, a, d: 1 - a,
    "φ'(z{l})²": lambda z, a, d: d * d,
}
HALVES = ("a{l}", "(1 - a{l})")
"""Factors of a sigmoid's slope; beside another activation they are a wrong formula."""


LAST = 8
"""The weight of what is named only where nothing else gives the same numbers."""


class MissingFactor(Diagnosis):
    """A mask, a scale, a constant or one half of a(1 - a) is left out of the product, or stands in it twice."""

    code = "CP108"
    name = "missing-factor"
    why = (
        "Going back, each value is multiplied by every factor that it was multiplied by going forward, once: "
        "dropout's mask and its scale, the constants of a scaled tanh, both factors of a(1 - a)."
    )
    wrong = "d1 = delta2 @ W2.T * a1 * (1 - a1)      # a1 was masked going forward"
    right = "d1 = delta2 @ W2.T * mask * a1 * (1 - a1)"
    sure = "The changes equal those with that factor left out (or doubled), at every fresh point."
    example = Example(TWO_LAYERS, "d1 = d2 @ W2.T * slope(a1)", "d1 = d2 @ W2.T * a1")

    def hypotheses(self, case: Case) -> Iterator[Hypothesis]:
        for text, factor in FACTORS.items():
            found = through_blocks(
                self, case, factor, "∂L/∂a{l} · " + text, "∂L/∂a{l} · φ'(z{l})", kind="wrong", every=True, weight=1
            )
            yield from found if text not in HALVES else only(case, "sigmoid", found)
        yield from multiplied_once_more(self, case, weight=1)
        yield from self.masks(case)
        yield from other_weights(self, case, no_weights, "δ{l}, without W{l}", weight=LAST, locate=of_lost_weights)
        for layer in range(1, case.depth + 1):
            source = "a{k}" if layer > 1 else "x"
            yield from other_inputs(self, case, no_input, "δ{l}, without " + source, layer, weight=LAST)
            yield from other_inputs(self, case, input_twice, f"δ{{l}} times {source}, twice", layer, weight=LAST)
        if case.depth > 1:
            every = range(1, case.depth + 1)
            yield from other_inputs(self, case, no_input, "each layer's δ, without its input", *every, weight=LAST)

    def at_stage(self, case: Case, stage: str) -> Iterator[Hypothesis]:
        yield from super().at_stage(case, stage)
        if stage == "ratio" and scales_differ(case):
            yield from self.constants(case)

    def constants(self, case: Case) -> Iterator[Hypothesis]:
        """A constant of the forward pass, a mask's scale say, is left out: by numbers a ratio, which has a cause here."""
        for site in multiplied(case):

            def adjoints(run: Run, step: Step, site: int = site) -> Adjoints:
                pulls = {n: unscaled_pull(run, n) for n in step.forward if run.graph.sites[n] == site}
                return swept(run, step, case.seeds(run, step), pulls)

            ratios = ratios_of(case, adjoints)
            if not ratios:
                continue
            times = f"{1 / next(iter(ratios.values())):.6g}"
            yield Hypothesis(
                self,
                None,
                adjoints,
                set(ratios),
                "∂L/∂a",
                f"without the factor {times} of the forward pass",
                "each factor of the forward pass once",
                kind="scale",
                found={"ratio": next(iter(ratios.values()))},
            )

    def masks(self, case: Case) -> Iterator[Hypothesis]:
        """Products in the forward pass with something that is no parameter."""
        for site in multiplied(case):
            for times in (0, 2):

                def adjoints(run: Run, step: Step, site: int = site, times: int = times) -> Adjoints:
                    pulls = {n: factor_pull(run, n, times) for n in step.forward if run.graph.sites[n] == site}
                    return swept(run, step, case.seeds(run, step), pulls)

                said = "without that factor" if times == 0 else "with that factor twice"
                yield Hypothesis(
                    self,
                    None,
                    adjoints,
                    set(case.parameters),
                    "∂L/∂a",
                    said,
                    "each factor of the forward pass once",
                    kind="missing" if times == 0 else "wrong",
                    found={"sites": (site,)},
                )


def no_weights(run: Run, step: Step, product: Product) -> Any:
    """Ones in their place."""
    return ones(run.graph.values[product.weight])


def no_input(run: Run, step: Step, product: Product) -> Any:
    return ones(run.graph.values[product.input])


def input_twice(run: Run, step: Step, product: Product) -> Any:
    if product.input != product.weight:
        return np.asarray(run.graph.values[product.input], float) ** 2
    plain = (part for part in run.graph.tape.arguments[product.node] if type(part) is not int)
    return next((float(part[1]) ** 2 for part in plain if part[0] == "c"), None)


def multiplied(case: Case) -> list[int]:
    """The places where the forward pass multiplies by something that is no parameter."""
    run, steps = case.points[0]
    layers, graph = steps[0].layers, run.graph
    products = {p.node for p in layers.products}
    sites = {
        graph.sites[n]
        for n in layers.nodes
        if graph.ops[n] in ("mul", "truediv", "inplace_mul", "inplace_truediv")
        and n not in products
        and layers.kinds[n].letter in "ZA"
    }
    return sorted(sites)


def scales_differ(case: Case) -> bool:
    """Whether every parameter gets a positive constant times its gradient, and not all the same."""
    ratios = [own.ratio for own in by_ratio(case).values() if not own.still]
    known = [ratio for ratio in ratios if ratio is not None and ratio > 0]
    return len(known) == len(ratios) and len(known) > 1 and max(known) - min(known) > 1e-7 * max(known)


def ratios_of(case: Case, adjoints: Backward) -> dict[int, float]:
    """By parameter, as far as it sees the difference: how many times the true gradient it gets at the first step."""
    run, steps = case.points[0]
    true, mutated = case.true_gradients(run, steps[0]), case.mutated(adjoints, run, steps[0])
    pairs = {i: (np.ravel(np.asarray(mutated[i], float)), np.ravel(np.asarray(true[i], float))) for i in true}
    found = {i: float(came @ wanted) / float(wanted @ wanted) for i, (came, wanted) in pairs.items() if np.any(wanted)}
    return {i: ratio for i, ratio in found.items() if abs(ratio - 1) > 1e-7}


def unscaled_pull(run: Run, node: int) -> Pull:
    """The product's rule without the constant that all of its factor is, where that is not 0."""
    graph = run.graph
    factors = dict(zip(graph.operands[node], graph.pulled(node, ones(graph.values[node])), strict=True))

    def pull(g: Any) -> Shares:
        pulled = zip(graph.operands[node], graph.pulled(node, g), strict=True)
        return [(o, share if share is None else share / constant(factors[o])) for o, share in pulled]

    return pull


def constant(factor: Any) -> float:
    """The one number that a factor is wherever it is not 0; 1 of several."""
    found = np.unique(np.asarray(factor, float))
    found = found[found != 0]
    return float(found[0]) if found.size == 1 else 1.0


def factor_pull(run: Run, node: int, times: int) -> Pull:
    graph = run.graph

    def pull(g: Any) -> Shares:
        shares = graph.pulled(node, g)
        found: Shares = []
        for operand, share in zip(graph.operands[node], shares, strict=True):
            if share is None:
                continue
            found.append(
                (
                    operand,
                    g
                    if times == 0
                    else dict(zip(graph.operands[node], graph.pulled(node, share), strict=True))[operand],
                )
            )
        return found

    return pull
