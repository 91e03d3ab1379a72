"""CP108: a factor of the forward pass is left out going back, or used twice."""

from collections.abc import Iterator
from typing import Any

from clearprop.read.diagnoses.base import Diagnosis, Hypothesis
from clearprop.read.diagnoses.blocks import through_blocks
from clearprop.read.diagnoses.case import Case
from clearprop.read.diagnoses.cp102_derivative_of_wrong_quantity import only
from clearprop.read.diagnoses.example import TWO_LAYERS, Example
from clearprop.read.diagnoses.sweep import Adjoints, Pull, Shares, swept
from clearprop.read.recover.steps import Run, Step

FACTORS: dict[str, Any] = {
    "a{l}": lambda z, a, d: a,
    "(1 - a{l})": lambda z, a, d: 1 - a,
    "φ'(z{l})²": lambda z, a, d: d * d,
}
HALVES = ("a{l}", "(1 - a{l})")
"""Factors of a sigmoid's slope; beside another activation they are a wrong formula."""


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
        yield from self.masks(case)

    def masks(self, case: Case) -> Iterator[Hypothesis]:
        """Products in the forward pass with something that is no parameter."""
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
        for site in sorted(sites):
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
