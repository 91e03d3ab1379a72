"""Mistakes in the update rule: what it adds to the gradient, or the wrong formulas of the catalogue, held against it."""

from collections.abc import Iterator

from clearprop.read.diagnoses.base import Diagnosis, Hypothesis
from clearprop.read.diagnoses.case import Case
from clearprop.read.diagnoses.remainders import Remainder, remainders
from clearprop.read.diagnoses.scaled import named
from clearprop.read.update_rules import Rule


def code_of(beside: list[Remainder]) -> str:
    """Where others have a velocity, it is the optimiser's mistake that this one has something else; else the decay's."""
    return "CP308" if any(remainder.velocity for remainder in beside) else "CP307"


def without_velocity(beside: list[Remainder]) -> list[Remainder]:
    """Those that have as much of themselves taken away as others have of their velocity."""
    velocities = [abs(remainder.factor) for remainder in beside if remainder.velocity]
    return [
        remainder
        for remainder in beside
        if not remainder.velocity and any(abs(abs(remainder.factor) - factor) <= 1e-7 * factor for factor in velocities)
    ]


def added(diagnosis: Diagnosis, case: Case, wrong: list[Remainder]) -> Hypothesis:
    """The wrong ones together: they are one mistake."""
    members = {remainder.lineage for remainder in wrong}
    first = wrong[0]
    source = first.what or named(case, {first.source})
    sign = "plus" if first.factor > 0 else "minus"
    rule = "its own velocity" if diagnosis.code == "CP308" else "minus a constant times itself"
    return Hypothesis(
        diagnosis,
        None,
        case.true,
        members,
        f"Δ{named(case, members)}",
        f"the gradient's step {sign} {abs(first.factor):.3g} times {source}",
        f"the gradient's step and {rule}",
        kind="rule",
        found={"proved": max(remainder.largest_difference for remainder in wrong), "rule": "remainder"},
    )


def code_beside(rule: Rule, moved_on: bool) -> str:
    """A rule's code beside parameters that follow a right one: where they have velocities, a sum has lost its factor."""
    return "CP308" if moved_on and rule.code == "CP207" else rule.code


def by_formula(diagnosis: Diagnosis, case: Case) -> Iterator[Hypothesis]:
    """The wrong rules with the diagnosis's code that explain all changes, or those of single parameters."""
    beside = remainders(case)
    wrong = [remainder for remainder in beside if remainder.wrong] or without_velocity(beside)
    if wrong:
        if diagnosis.code == code_of(beside):
            yield added(diagnosis, case, wrong)
        return
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
    moved_on = explanation.rule is not None and explanation.rule.remembers
    for name, rules in explanation.others.items():
        for rule in rules:
            if code_beside(rule, moved_on) == diagnosis.code:
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
