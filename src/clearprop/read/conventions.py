"""Which loss is descended, in whose words and with what factor; and the conventions that are said as remarks."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from clearprop.read.diagnoses.case import Case
from clearprop.read.diagnoses.cp206_partial_batch import rows_sent_back
from clearprop.read.diagnoses.cp302_inconsistent_scale import rows
from clearprop.read.factors import factor, factor_used, number_used
from clearprop.read.losses import LOSSES
from clearprop.read.reading import ReadLine, ReadLoss, Remark
from clearprop.read.recover.steps import Run, Step

REDUCTIONS = {"sum": "sum", "mean": "mean", "mean_of_all": "mean", "one-row": "one-row"}


def loss_of(case: Case) -> ReadLoss:
    """The loss whose gradient the code has, factor included: the one that it computes where that is it, else implied."""
    count = rows_meant(case)
    number = number_used(case) or (case.computed.beside if case.computed.followed else None)
    if number is not None:
        told = number[0]
        reduction = "one-row" if count == 1 else REDUCTIONS.get(told.reduction, "sum")
        return ReadLoss(
            name=told.name, formula=formula(told.name), reduction=reduction, scale=told.scale, inferred=False
        )
    if case.fit.own is not None:
        return ReadLoss(
            name=case.fit.loss, formula="L, as the script computes it", reduction="sum", scale=1.0, inferred=False
        )
    used = factor_used(case)
    return implied(case.loss, count, 1.0 if used is None else used)


def rows_meant(case: Case) -> int:
    """How many rows a step is meant to take together: those that were thrown away count, too."""
    run, steps = case.points[0]
    return rows(case) * rows_sent_back(run, steps[0])


def implied(name: str, count: int, factor: float) -> ReadLoss:
    """The standard loss with that direction whose derivative has this factor, over so many rows."""
    averaged = count > 1 and any(np.isclose(factor * count, usual, rtol=1e-9) for usual in (1.0, 2.0))
    scale = factor * count if averaged else factor
    if name == "half_squared_error" and np.isclose(scale, 2.0, rtol=1e-9):
        name, scale = "squared_error", 1.0
    usual = 1.0 if np.isclose(scale, 1.0, rtol=1e-9) else float(scale)
    reduction = "one-row" if count == 1 else "mean" if averaged else "sum"
    return ReadLoss(name=name, formula=formula(name), reduction=reduction, scale=usual, inferred=True)


SYMBOLS = {
    "sigmoid": "σ",
    "tanh": "tanh",
    "relu": "ReLU",
    "softmax": "softmax",
    "leaky_relu": "LeakyReLU",
    "elu": "ELU",
}


def named_activation(case: Case, line: ReadLine) -> ReadLine:
    """The line with the layer's own activation for φ."""
    symbol = SYMBOLS.get(case.activation(line.layer)) if line.layer else None
    return replace(line, formula=line.formula.replace("φ", symbol)) if symbol else line


def formula(name: str) -> str:
    return LOSSES[name].formula if name in LOSSES else ""


def seeds_of(case: Case, run: Run, step: Step, loss: ReadLoss) -> dict[int, Any]:
    """Prediction -> ∂L/∂prediction of the loss as it is named, with its factor."""
    found = case.seeds(run, step)
    number = number_used(case)
    times = 1 / rows_meant(case) if loss.reduction == "mean" else 1.0
    if number is not None:
        if number[1].node(run, step) is None:  # it is computed now and then, and at the first of these steps
            run, (step, *_) = case.points[0]
        times = factor(number, run, step, case.seeds(run, step))
    return {node: g * times for node, g in found.items()} if np.isfinite(times) and times else found


def with_penalty(step: Step, seeds: dict[int, Any]) -> tuple[dict[int, Any], dict[int, Any]]:
    """(what a loss pushes at predictions, lineage -> what it pushes at a parameter itself, as a penalty does)"""
    lineages = {node: lineage for lineage, node in step.before.items()}
    at_parameters = {lineages[node]: g for node, g in seeds.items() if node in lineages}
    return {node: g for node, g in seeds.items() if node not in lineages}, at_parameters


def remarks_of(case: Case, loss: ReadLoss, lines: Sequence[ReadLine]) -> Iterator[Remark]:
    """What is a convention, and no mistake."""
    turned = [line for line in lines if line.role == "delta" and line.relation.sign < 0]
    if turned:
        yield Remark(
            name="descent-direction", line=turned[0].line, cell=turned[0].cell,
            message="The error is target - output, so that δ holds the descent direction -∂L/∂z and the update adds it; "
            "that is the same as output - target with a minus.",
        )  # fmt: skip
    if not loss.inferred:
        return
    printed = case.computed.number if case.computed.followed else case.computed.measured
    name = loss.name.replace("_", " ")
    if printed is None:
        yield Remark(
            name="loss-inferred", line=None,
            message=f"The script computes no loss that these updates descend; they are the gradient of the {name}.",
        )  # fmt: skip
    else:
        yield Remark(
            name="printed-loss-differs", line=case.computed.line_of(printed),
            message=f"The number computed here is the {printed[0].name.replace('_', ' ')}; "
            f"the updates are the gradient of the {name}.",
        )  # fmt: skip
