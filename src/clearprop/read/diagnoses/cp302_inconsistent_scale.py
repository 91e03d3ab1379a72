"""CP302: one parameter's gradient has another scale than the others'."""

from collections.abc import Iterator
from typing import Any

import numpy as np

from clearprop.read.diagnoses.base import Diagnosis, Hypothesis
from clearprop.read.diagnoses.case import Case
from clearprop.read.diagnoses.relations import by_ratio, shared
from clearprop.read.diagnoses.scaled import named, true_but
from clearprop.read.update_rules import ratio_in_words


class InconsistentScale(Diagnosis):
    """Some parameters get a constant multiple of their gradient: 1/m twice, a sum here and a mean there, a lost ½."""

    code = "CP302"
    name = "inconsistent-scale"
    why = (
        "A factor that all gradients share is only another learning rate. A factor that one parameter has alone bends the "
        "direction: that parameter learns m times too slowly, or too fast."
    )
    wrong = "dW2 = a1.T @ d2 / m\nd1 = (d2 / m) @ W2.T * slope\ndW1 = x.T @ d1 / m"
    right = "dW2 = a1.T @ d2 / m\nd1 = d2 @ W2.T * slope\ndW1 = x.T @ d1 / m"
    sure = (
        "The ratio of change and gradient is one constant for each parameter, and not the same, at every fresh point."
    )
    stage = "ratio"

    def hypotheses(self, case: Case) -> Iterator[Hypothesis]:
        own = by_ratio(case)
        common = shared(own)
        if common is None or not common > 0:
            return
        ratios = {i: o.ratio / common for i, o in own.items() if o.ratio is not None and not o.still}
        other = {i: r for i, r in ratios.items() if abs(r - 1) > 1e-7 and r > 0}
        if not other or not np.allclose(list(other.values()), next(iter(other.values())), rtol=1e-7):
            return
        ratio = next(iter(other.values()))
        in_words = ratio_in_words(ratio, rows(case))
        times = f"{in_words} (m = {rows(case)} rows)" if in_words and "m" in in_words else f"{ratio:.6g}"

        def scaled(i: int, found: dict[int, Any]) -> Any:
            return np.asarray(found[i]) * ratios.get(i, 1.0)

        lines = {case.layer(i) for i in other}
        yield Hypothesis(
            self, lines.pop() if len(lines) == 1 else None, case.true, set(other), f"∂L/∂{named(case, set(other))}",
            f"{times} times the gradient that the other parameters' steps belong to", "the same scale for every parameter",
            kind="scale", gradient=true_but(case, scaled), found={"ratio": ratio},
        )  # fmt: skip


def rows(case: Case) -> int:
    """How many rows a step takes together."""
    run, steps = case.points[0]
    met = steps[0].meetings
    sizes = [np.shape(run.graph.values[m.prediction]) for m in met]
    if len(sizes) == 1 and sizes[0]:
        taken = [np.shape(run.graph.values[p.input]) for p in steps[0].layers.products if p.layer == 1]
        shared_axis = set(sizes[0]) & set(taken[0]) if taken else set(sizes[0])
        return max(shared_axis or {1})
    units = len({p.weight for p in steps[0].layers.products if p.layer == case.depth}) or 1
    return max(1, len(met) // max(1, units if len(met) % units == 0 and units < len(met) else 1))
