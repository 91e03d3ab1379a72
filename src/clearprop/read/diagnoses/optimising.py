"""Mistakes in the update rule: the wrong formulas of the catalogue, held against the true gradients."""

from collections.abc import Iterator

from clearprop.read.diagnoses.base import Diagnosis, Hypothesis
from clearprop.read.diagnoses.case import Case
from clearprop.read.diagnoses.scaled import named


def by_formula(diagnosis: Diagnosis, case: Case) -> Iterator[Hypothesis]:
    """The wrong rules with the diagnosis's code that explain all changes, or those of single parameters."""
    explanation = case.explanation
    if explanation is None:
        return
    for rule in explanation.mistakes:
        if rule.code == diagnosis.code:
            yield Hypothesis(
                diagnosis,
                None,
                case.true,
                set(case.parameters),
                "Δθ",
                rule.equals or rule.formula,
                "the rule without that slip",
                kind="rule",
                found={"proved": rule.largest_difference, "rule": rule.name},
            )
    for name, rules in explanation.others.items():
        for rule in rules:
            if rule.code == diagnosis.code:
                members = set(case.groups.get(name, ()))
                yield Hypothesis(
                    diagnosis,
                    None,
                    case.true,
                    members,
                    f"Δ{named(case, members)}",
                    rule.equals or rule.formula,
                    "the rule that the other parameters follow",
                    kind="rule",
                    found={"proved": rule.largest_difference, "rule": rule.name, "partly": True},
                )
