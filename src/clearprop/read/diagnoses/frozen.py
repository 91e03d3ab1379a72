"""Parameters that never change."""

from collections.abc import Iterator
from typing import Any

from clearprop.read.diagnoses.base import Diagnosis, Hypothesis
from clearprop.read.diagnoses.blocks import subscript
from clearprop.read.diagnoses.case import Case
from clearprop.read.diagnoses.passed_once import moved_unseen
from clearprop.read.recover.network import parameters, roles
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


def named(case: Case, layer: int, letter: str) -> str:
    """ΔW of a layer; where others of its weights are changed, by the name that the code has for those that are not."""
    changed = [i for i in case.of_layer(layer) if i in case.roles and case.roles[i].weights == (letter == "W")]
    alike = [
        p.name
        for p in (parameters(case.original, case.points) if changed else ())
        if not p.updated and p.layer == layer and (p.holds == "bias") == (letter == "b")
    ]
    return ", ".join(f"Δ{name}" for name in alike) or f"Δ{letter}{subscript(layer)}"


def kept(diagnosis: Diagnosis, case: Case, kind: str, equals: str, instead: str) -> Iterator[Hypothesis]:
    """One hypothesis for all such parameters: they are left out by one mistake, biases along with weights."""
    every = [] if moved_unseen(case) else list(frozen(case))  # what moves them is there, and another finding's
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
            ", ".join(named(case, layer, letter) for layer, letter in places),
            equals,
            instead,
            kind="frozen",
            found={"layers": alike},
        )
