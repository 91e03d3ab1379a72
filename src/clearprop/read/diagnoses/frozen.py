"""Parameters that never change."""

from collections.abc import Iterator
from typing import Any

from clearprop.read.diagnoses.base import Diagnosis, Hypothesis
from clearprop.read.diagnoses.case import Case
from clearprop.read.recover.network import roles


def frozen(case: Case) -> Iterator[tuple[int, Any, str]]:
    """(node of the original run, what it does, its kind) of what is made like a parameter and stays."""
    run = case.original
    does = roles(run.steps[0].layers)
    for node in run.frozen:
        role = does.get(node)
        if role is not None:
            yield node, role, "bias" if role.bias and not role.weights else "weights"


def kept(diagnosis: Diagnosis, case: Case, kind: str, equals: str, instead: str) -> Iterator[Hypothesis]:
    """One hypothesis for each layer that has such parameters."""
    by_layer: dict[int, list[int]] = {}
    for node, role, found in frozen(case):
        if found == kind:
            by_layer.setdefault(role.layer, []).append(node)
    for layer, nodes in sorted(by_layer.items()):
        letter = "b" if kind == "bias" else "W"
        yield Hypothesis(
            diagnosis,
            layer,
            case.true,
            set(),
            f"Δ{letter}{'₀₁₂₃₄₅₆₇₈₉'[layer % 10]}",
            equals,
            instead,
            kind="frozen",
            found={"nodes": nodes, "which": kind},
        )
