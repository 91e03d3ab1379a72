"""From changes that no loss explains to the mistakes that do: every hypothesis is run, and kept if it gives the numbers."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from clearprop.read.diagnoses.base import DIAGNOSES, Hypothesis
from clearprop.read.diagnoses.case import Case
from clearprop.read.diagnoses.relations import agreeing, by_ratio, shared
from clearprop.read.recover.gradients import TOLERANCE


@dataclass
class Supported:
    """A hypothesis that reproduces the learner's numbers, and how far it ever was from them."""

    case: Case
    hypothesis: Hypothesis
    largest_difference: float


def diagnosed(cases: Sequence[Case]) -> list[Supported]:
    """The mistakes that explain the changes, the likeliest first.

    Where the script computes a standard loss, that is the one that its mistakes are of; else every candidate's count. What a
    ratio tells comes first; then changed backward passes, then changed rules.
    """
    ruled: list[Case] = []
    right = [case for case in cases if stages(case) == ("rule",)]
    for group in [right] if right else by_evidence(cases):  # a slip in right gradients would be made up
        for stage in ("ratio", "sweep", "rule"):
            chosen = [case for case in group if stage in stages(case)]
            if stage == "rule":
                chosen = chosen[: RULED - len(ruled)]
                ruled += chosen
            found = [one for case in chosen for one in supported(case, stage)]
            if found:
                return distinct(found)
    return [one for case in cases for one in supported(case, "last")][:1]


def stages(case: Case) -> tuple[str, ...]:
    """Where every gradient is right the rule is wrong; where nothing is added to a gradient there is no rule."""
    own = by_ratio(case)
    common = shared(own)
    if common is not None and common > 0 and len(agreeing(own, common)) == len(own):
        return ("rule",)
    return ("ratio", "sweep", "rule") if case.keeps_state or not case.fit.whole else ("ratio", "sweep")


RULED = 2
"""Losses under which wrong rules are looked for: they are dear."""


def by_evidence(cases: Sequence[Case]) -> Iterator[list[Case]]:
    """First the loss that is computed; then those that most parameters follow already; then the others."""
    computed = [case for case in cases if case.computed.followed]
    if computed:
        yield computed
    rest = [case for case in cases if case not in computed]
    right = [agreeing(own := by_ratio(case), shared(own)) for case in rest]
    above = [case for case, those in zip(rest, right, strict=True) if parts_from(case, those, right)]
    most = max(map(len, right), default=0)
    first = above or [case for case, those in zip(rest, right, strict=True) if most and len(those) == most]
    if first:
        yield first
    yield [case for case in rest if case not in first]


def parts_from(case: Case, right: set[int], others: Sequence[set[int]]) -> bool:
    """Whether the last layer alone follows the case's loss, and all below it another one's: then the outputs' is meant."""
    last = case.of_layer(case.depth)
    return bool(last) and right == last and set(case.parameters) - last in others and case.depth > 1


def standing(case: Case) -> list[Supported]:
    """What is to be said although every update is right: entries that never change, a start that cannot learn."""
    return [
        Supported(case, hypothesis, 0.0)
        for diagnosis in DIAGNOSES.values()
        for hypothesis in diagnosis().standing(case)
    ]


def supported(case: Case, stage: str) -> list[Supported]:
    """The hypotheses of one stage that give the learner's numbers."""
    own = by_ratio(case)
    right = agreeing(own, shared(own))
    failing = set(case.parameters) - right
    found: list[Supported] = []
    for diagnosis in DIAGNOSES.values():
        for hypothesis in diagnosis().at_stage(case, stage):
            if stage == "sweep" and right and not failing <= hypothesis.sees:
                continue
            difference = tested(case, hypothesis)
            if difference is not None:
                found.append(Supported(case, hypothesis, difference))
    return found


def tested(case: Case, hypothesis: Hypothesis) -> float | None:
    """The largest difference at all points; None as soon as it is no identity."""
    if "proved" in hypothesis.found:
        return float(hypothesis.found["proved"])
    if not case.changes(*case.everywhere[0]).moved:
        return None  # of no gradient can it be told
    predicted = hypothesis.predicted(case)
    with np.errstate(all="ignore"):
        try:
            first = case.explained(predicted, case.everywhere[:1])
            if first is None or not first <= TOLERANCE:
                return None
            whole = case.explained(predicted, case.everywhere)
        except (ArithmeticError, LookupError, ValueError):
            return None
    return whole if whole is not None and whole <= TOLERANCE else None


def distinct(found: list[Supported]) -> list[Supported]:
    """All reproduce the same numbers: the lightest comes first, and of each code one."""
    ordered = sorted(found, key=lambda s: (s.hypothesis.weight, s.hypothesis.diagnosis.code))
    unique: dict[str, Supported] = {}
    for one in ordered:
        unique.setdefault(one.hypothesis.diagnosis.code, one)
    return list(unique.values())
