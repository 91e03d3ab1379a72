"""Hypotheses in which a parameter gets the true gradient times a number, or another true gradient."""

from collections.abc import Callable
from typing import Any

from clearprop.read.diagnoses.case import Case

ByLineage = Callable[[int, int], dict[int, Any]]


def true_but(case: Case, other: Callable[[int, dict[int, Any]], Any]) -> ByLineage:
    """(point, step) -> the true gradients, each passed through ``other(lineage, all of them)``."""

    def gradient(point: int, number: int) -> dict[int, Any]:
        run, steps = case.points[point]
        found = case.true_gradients(run, steps[number])
        return {i: other(i, found) for i in found}

    return gradient


def named(case: Case, lineages: set[int]) -> str:
    """These parameters in maths: W₁, b₂, ..."""
    names = []
    for i in sorted(lineages):
        role = case.roles.get(i)
        if role is not None:
            letter = "b" if role.bias and not role.weights else "W"
            names.append(f"{letter}{'₀₁₂₃₄₅₆₇₈₉'[role.layer % 10]}")
    unique = list(dict.fromkeys(names))
    return ", ".join(unique) if unique else "the parameters"
