"""Which loss is descended, in whose words and with what factor; and the conventions that are said as remarks."""

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from clearprop.read.diagnoses.case import Case
from clearprop.read.diagnoses.cp302_inconsistent_scale import rows
from clearprop.read.losses import LOSSES
from clearprop.read.reading import ReadLine, ReadLoss, Remark
from clearprop.read.recover.rates import written_rate
from clearprop.read.recover.steps import Run, Step

REDUCTIONS = {"sum": "sum", "mean": "mean", "mean_of_all": "mean", "one-row": "one-row"}


def loss_of(case: Case) -> ReadLoss:
    """The loss as the script computes it; where it computes none, as its updates imply it."""
    count = rows(case)
    if case.fit.own is not None:
        return ReadLoss(name="own", formula="L, as the script computes it", reduction="sum", scale=1.0, inferred=False)
    told = case.computed if case.follows_computed else None
    if told is not None:
        reduction = "one-row" if count == 1 else REDUCTIONS.get(told.reduction, "sum")
        return ReadLoss(
            name=told.name, formula=formula(told.name), reduction=reduction, scale=told.scale, inferred=False
        )
    reduction = "one-row" if count == 1 else "mean" if averaged(case, count) else "sum"
    return ReadLoss(name=case.loss, formula=formula(case.loss), reduction=reduction, scale=1.0, inferred=True)


def formula(name: str) -> str:
    return LOSSES[name].formula if name in LOSSES else ""


def averaged(case: Case, count: int) -> bool:
    """Whether 1/m stands beside the rate that the script writes down."""
    run, steps = case.points[0]
    written = [abs(rate) for i in case.parameters if (rate := written_rate(run, steps[0], i))]
    return bool(written) and any(np.isclose(rate, r / count, rtol=1e-9) for rate in case.fit.rates[:1] for r in written)


def seeds_of(case: Case, run: Run, step: Step, loss: ReadLoss) -> dict[int, Any]:
    """prediction -> ∂L/∂prediction of the loss as it is named, with its factor."""
    found = case.seeds(run, step)
    factor = (
        own_factor(case, run, step, found) if not loss.inferred else 1 / rows(case) if loss.reduction == "mean" else 1.0
    )
    return {node: g * factor for node, g in found.items()} if np.isfinite(factor) and factor else found


def own_factor(case: Case, run: Run, step: Step, seeds: dict[int, Any]) -> float:
    """How many times the catalogue's derivative the derivative of the script's own number is."""
    node = case.own_node(run, step)
    if node is None:
        return 1.0
    graph = run.graph
    adjoints = graph.adjoints({node: 1.0}, graph.ancestors([node], run.cut), run.cut)
    for prediction, g in seeds.items():
        mine, theirs = np.ravel(np.asarray(adjoints.get(prediction, 0.0), float)), np.ravel(np.asarray(g, float))
        if mine.size == theirs.size and np.any(theirs):
            at = int(np.argmax(np.abs(theirs)))
            return float(mine[at] / theirs[at])
    return 1.0


def remarks_of(case: Case, loss: ReadLoss, lines: Sequence[ReadLine]) -> Iterator[Remark]:
    """What is a convention, and no mistake."""
    turned = [line for line in lines if line.role in ("delta", "activation_gradient") and line.relation.sign < 0]
    if turned:
        yield Remark(
            name="descent-direction", line=turned[0].line, cell=turned[0].cell,
            message="The error is target - output, so that δ holds the descent direction -∂L/∂z and the update adds it; "
            "that is the same as output - target with a minus.",
        )  # fmt: skip
    if loss.inferred:
        yield Remark(
            name="loss-inferred", line=None,
            message=f"The script computes no loss that these updates descend; they are the gradient of the {loss.name.replace('_', ' ')}.",
        )  # fmt: skip
    printed = case.measured
    if printed is not None and loss.inferred:
        name, line = printed
        yield Remark(
            name="printed-loss-differs", line=line,
            message=f"The number computed here is {name.replace('_', ' ')}; the updates descend {loss.name.replace('_', ' ')}.",
        )  # fmt: skip
