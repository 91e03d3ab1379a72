"""From changes that no loss explains to the mistakes that do: every hypothesis is run, and kept if it gives the numbers."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from clearprop.read.diagnoses.base import DIAGNOSES, Hypothesis
from clearprop.read.diagnoses.case import Case, Predictor
from clearprop.read.diagnoses.relations import agreeing, by_ratio, shared
from clearprop.read.recover.descent import TOLERANCE


@dataclass
class Supported:
    """A hypothesis that reproduces the learner's numbers, and how far it ever was from them."""

    case: Case
    hypothesis: Hypothesis
    largest_difference: float


def diagnosed(cases: Sequence[Case]) -> list[Supported]:
    """The mistakes that explain the changes, under the first of these losses for which one does; the likeliest first."""
    for case in cases:
        found = supported(case)
        if found:
            return distinct(found)
    return []


def standing(case: Case) -> list[Supported]:
    """What is to be said although every update is right: entries that never change, a start that cannot learn."""
    return [
        Supported(case, hypothesis, 0.0)
        for diagnosis in DIAGNOSES.values()
        if diagnosis.stands
        for hypothesis in diagnosis().hypotheses(case)
    ]


def supported(case: Case) -> list[Supported]:
    own = by_ratio(case)
    right = agreeing(own, shared(own))
    failing = set(case.parameters) - right
    found: list[Supported] = []
    for diagnosis in sorted((d for d in DIAGNOSES.values() if not d.stands), key=lambda d: d.sweeps):
        if diagnosis.sweeps and case.keeps_state and found:
            break
        for hypothesis in diagnosis().hypotheses(case):
            if right and not failing <= hypothesis.sees:
                continue
            difference = tested(case, hypothesis)
            if difference is not None:
                found.append(Supported(case, hypothesis, difference))
    return found


def tested(case: Case, hypothesis: Hypothesis) -> float | None:
    """The largest difference at all points; None as soon as it is no identity."""
    if "proved" in hypothesis.found:
        return float(hypothesis.found["proved"])
    predicted = hypothesis.predicted(case)
    if case.keeps_state:
        return tested_by_rule(case, predicted)
    with np.errstate(all="ignore"):
        try:
            first = case.explained(predicted, case.everywhere[:1])
            if first is None or not first <= TOLERANCE:
                return None
            whole = case.explained(predicted, case.everywhere)
        except (KeyError, ValueError, IndexError):
            return None
    return whole if whole is not None and whole <= TOLERANCE else None


def tested_by_rule(case: Case, predicted: Predictor) -> float | None:
    with np.errstate(all="ignore"):
        try:
            return case.explained_by_rule(predicted)
        except (KeyError, ValueError, IndexError):
            return None


def distinct(found: list[Supported]) -> list[Supported]:
    """All reproduce the same numbers: the lightest comes first, and of each code one."""
    ordered = sorted(found, key=lambda s: (s.hypothesis.weight, s.hypothesis.diagnosis.code))
    unique: dict[str, Supported] = {}
    for one in ordered:
        unique.setdefault(one.hypothesis.diagnosis.code, one)
    return list(unique.values())
