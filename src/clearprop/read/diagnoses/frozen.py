"""Parameters that never change."""

from collections.abc import Iterator
from typing import Any

from clearprop.read.diagnoses.base import Diagnosis, Hypothesis
from clearprop.read.diagnoses.blocks import subscript
from clearprop.read.diagnoses.case import Case
from clearprop.read.recover.network import roles
from clearprop.read.recover.unused import beneath


def frozen(case: Case) -> Iterator[tuple[int, Any, str]]:
    """(node of the original run, what it does, its kind) of what is made like a parameter and stays."""
    run = case.original
    does = roles(run.steps[0].layers)
    last = {beneath(run, node) for node in run.steps[-1].forward}
    for node in run.frozen:
        role = does.get(node)
        if role is not None and beneath(run, node) in last:
            yield node, role, "bias" if role.bias and not role.weights else "weights"


def kept(diagnosis: Diagnosis, case: Case, kind: str, equals: str, instead: str) -> Iterator[Hypothesis]:
    """One hypothesis for all such parameters: they are left out by one mistake, biases along with weights."""
    every = list(frozen(case))
    if kind == "bias" and any(what == "weights" for _, _, what in every):
        return
    if every and any(what == kind for _, _, what in every):
        places = sorted({(role.layer, "b" if what == "bias" else "W") for _, role, what in every})
        layers = sorted({layer for layer, _ in places})
        alike = sorted({role.layer for _, role, what in every if what == kind})
        yield Hypothesis(
            diagnosis,
            layers[0] if len(layers) == 1 else None,
            case.true,
            set(),
            ", ".join(f"Δ{letter}{subscript(layer)}" for layer, letter in places),
            equals,
            instead,
            kind="frozen",
            found={"layers": alike},
        )
