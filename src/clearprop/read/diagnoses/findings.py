"""Findings out of what was diagnosed: the sentence, the line, the proof."""

from collections.abc import Sequence
from dataclasses import dataclass

from clearprop.read.diagnoses.base import Hypothesis
from clearprop.read.diagnoses.case import Case
from clearprop.read.diagnoses.diagnosing import Supported, diagnosed, standing
from clearprop.read.diagnoses.lines import lines_of
from clearprop.read.reading import Evidence, Finding


@dataclass(frozen=True)
class Located:
    """A finding, and the loss under which it was found."""

    finding: Finding
    loss: str


def findings(cases: Sequence[Case], holds: bool) -> tuple[Located, ...]:
    """What is wrong or suspicious. ``holds``: whether all updates were matched under the first case's loss."""
    explaining = [] if holds else diagnosed(cases)[:1]
    case = explaining[0].case if explaining else cases[0]
    others = standing(case) if holds or explaining or case.stands_still else []
    codes = {one.hypothesis.diagnosis.code for one in others}
    others = [one for one in others if codes.isdisjoint(one.hypothesis.diagnosis.said_by)]
    named = [one for one in others if one.hypothesis.diagnosis.severity == "wrong"]
    if named:  # what has a name needs no "unexplained" beside it
        explaining = [one for one in explaining if one.hypothesis.diagnosis.stage != "last"]
    return tuple(Located(finding(one), one.case.loss) for one in (*explaining, *others))


def finding(supported: Supported) -> Finding:
    hypothesis, case = supported.hypothesis, supported.case
    line, related = lines_of(case, hypothesis)
    return Finding(
        code=hypothesis.diagnosis.code,
        name=hypothesis.diagnosis.name,
        severity=hypothesis.diagnosis.severity,  # type: ignore[arg-type]
        line=line or 1,
        layer=hypothesis.layer or None,
        quantity=hypothesis.quantity,
        message=message(hypothesis),
        equals=hypothesis.equals,
        evidence=Evidence(points=len(case.points), largest_difference=supported.largest_difference),
        related=related,
    )


def message(hypothesis: Hypothesis) -> str:
    return f"{hypothesis.quantity} is {hypothesis.equals}; it should be {hypothesis.instead}."
